package io.esform.apply;

import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.ConfigurationResolver;
import io.esform.plan.ConfigurationResolver.Resolved;
import io.esform.plan.Plan;
import io.esform.plan.inputs.ProviderRegistry;
import io.esform.plan.instance.InstancePlanner;
import io.esform.plan.instance.PlannedInstance;
import io.esform.plan.secrets.SecretTexts;
import io.esform.provider.Connection;
import io.esform.provider.DataSource;
import io.esform.provider.Recoverable;
import io.esform.provider.Recoverable.FindRequest;
import io.esform.provider.Recoverable.FindResponse;
import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.ApplyResponse;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.provider.ResourceType.CreateRequest;
import io.esform.provider.ResourceType.DeleteRequest;
import io.esform.provider.ResourceType.UpdateRequest;
import io.esform.state.InstanceState;
import io.esform.state.JournalRecord.Identified;
import io.esform.state.JournalRecord.Intent;
import io.esform.state.State;
import io.esform.value.AttributePath;
import io.esform.value.Marks;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs one step: evaluates and plans the instance again, calls the provider and checks its
/// contract. Thread-safe; changes nothing itself.
final class StepRunner {

  private final ProviderRegistry registry;
  private final ConfigurationResolver resolver;
  private final RunState state;
  private final State prior;
  private final CreationTokens tokens;
  private final RolloutGate gate;
  private final InstantSource clock;

  StepRunner(Applier.Setting setting, Plan plan, ConfigurationResolver resolver, RunState state) {
    this.registry = setting.registry();
    this.resolver = resolver;
    this.state = state;
    this.prior = plan.prior();
    this.tokens = new CreationTokens(plan.prior(), setting.random());
    this.gate = new RolloutGate(setting, plan, resolver, state);
    this.clock = setting.clock();
  }

  /// Never throws: the run waits for the outcome of each step. An exception or error of a provider,
  /// such as that of a missing library, is reported as its fault.
  StepOutcome run(Step step, StepCalls calls) {
    Change change = step.change();
    try {
      Diagnostics held = gate.await(step, calls);
      if (held.hasErrors()) {
        return StepOutcome.failed(held);
      }
      return switch (step.action()) {
        case NO_OP, FORGET -> StepOutcome.nothing();
        case READ -> read(change, calls);
        case CREATE -> make(change, null, calls);
        case UPDATE -> make(change, change.before(), calls);
        case DELETE -> delete(step, calls);
        case REPLACE -> StepOutcome.nothing();
      };
    } catch (RuntimeException | Error fault) {
      return brokenDown(change, fault, SecretTexts.of(change.after(), change.before()));
    }
  }

  private static StepOutcome brokenDown(Change change, Throwable fault, SecretTexts secrets) {
    return StepOutcome.failed(
        ChangeDiagnostics.located(change, secrets.hide(breakdown(change, fault))));
  }

  private ResourceType typeOf(Change change) {
    String type = change.address().resource().type();
    ResourceType found = registry.resourceType(change.provider().provider(), type);
    if (found == null) {
      throw new IllegalStateException("it offers no type \"" + type + "\"");
    }
    return found;
  }

  private StepOutcome make(Change change, @Nullable ObjectValue prior, StepCalls calls) {
    ResourceType type = typeOf(change);
    var sink = new DiagnosticSink();
    PlannedInstance planned = planAgain(change, type, prior, sink);
    if (planned == null) {
      return StepOutcome.failed(sink.toDiagnostics());
    }
    ObjectValue plain = (ObjectValue) Marks.strip(planned.planned());
    ObjectValue before = prior == null ? null : (ObjectValue) Marks.strip(prior);
    if (plain.equals(before)) {
      var instance = InstanceStates.ready(change, planned.planned());
      var effect = new StepOutcome.Effect.Put(instance);
      return checked(change, new StepOutcome(effect, false, sink.toDiagnostics()));
    }
    Connection connection = connect(change, sink);
    if (connection == null) {
      return StepOutcome.failed(sink.toDiagnostics());
    }
    String address = change.address().toString();
    String token = tokens.of(change);
    if (!calls.begin(type.isStateOnly() ? null : intent(change, before, planned, token))) {
      return StepOutcome.notBegun();
    }
    var outcomes = new Outcomes(change, token, state, sink);
    SecretTexts secrets = SecretTexts.of(planned.planned(), prior);
    var progress = new DiscreetProgress(calls, secrets);
    ApplyResponse response =
        before == null
            ? create(change, type, connection, new CreateRequest(address, plain, token, progress))
            : update(
                change,
                type,
                connection,
                new UpdateRequest(address, before, plain, token, progress));
    sink.report(ChangeDiagnostics.located(change, secrets.hide(response.diagnostics())));
    if (before != null) {
      StepOutcome outcome = checked(change, outcomes.updated(planned.planned(), response.state()));
      return outcome.isFailed()
          ? new FailedUpdates(change, type, connection, calls, state, clock.instant())
              .settle(outcome, planned.planned(), token)
          : outcome;
    }
    boolean isOpen = (response.unfinished() || calls.isCancelled()) && type instanceof Recoverable;
    StepOutcome outcome = checked(change, outcomes.created(planned.planned(), response, isOpen));
    InstanceState old = this.prior.instance(change.address());
    return outcome.isFailed() && old != null
        ? new FailedCreations(
                change, type, connection, calls, state, old, tokens::fresh, clock.instant())
            .settle(outcome, planned.planned())
        : outcome;
  }

  /// A provider that throws may have created the object.
  static ApplyResponse create(
      Change change, ResourceType type, Connection connection, CreateRequest request) {
    try {
      return type.create(connection, request);
    } catch (RuntimeException | Error fault) {
      return new ApplyResponse(null, breakdown(change, fault), true);
    }
  }

  static ApplyResponse update(
      Change change, ResourceType type, Connection connection, UpdateRequest request) {
    try {
      return type.update(connection, request);
    } catch (RuntimeException | Error fault) {
      return new ApplyResponse(null, breakdown(change, fault));
    }
  }

  static Diagnostics breakdown(Change change, Throwable fault) {
    return Diagnostics.of(
        Diagnostic.error(
            "Provider failed",
            "The provider \"%s\" failed unexpectedly: %s. This is a bug in the provider, not in the configuration."
                .formatted(change.provider(), fault)));
  }

  private static Intent intent(
      Change change, @Nullable ObjectValue before, PlannedInstance planned, String token) {
    InstanceState asked = InstanceStates.planned(change, planned.planned());
    return before == null
        ? new Intent.Create(change.address(), token, asked)
        : new Intent.Update(change.address(), token, asked);
  }

  /// The plan of the instance with all values known; null on errors, or if the result differs from
  /// the plan.
  private @Nullable PlannedInstance planAgain(
      Change change, ResourceType type, @Nullable ObjectValue prior, DiagnosticSink sink) {
    ObjectValue configuration = configuration(change, sink);
    if (configuration == null) {
      return null;
    }
    PlannedInstance planned =
        InstancePlanner.plan(type, change.address().toString(), prior, configuration);
    for (AttributeDiagnostic fault : planned.faults()) {
      sink.report(ChangeDiagnostics.error(change, fault.summary(), fault.detail()));
    }
    if (prior != null && !planned.replacementPaths().isEmpty()) {
      sink.report(
          ChangeDiagnostics.error(
              change,
              "Plan is no longer valid",
              "Now that %s is known, this instance must be replaced, but no replacement was planned. Plan again."
                  .formatted(ChangeDiagnostics.display(planned.replacementPaths()))));
    }
    LateSecrets.check(change, configuration, planned, resolver.secretsAllowed(), sink);
    ObjectValue after = change.after();
    List<AttributePath> changed =
        after == null ? List.of() : ProviderContract.broken(after, planned.planned());
    if (!changed.isEmpty()) {
      sink.report(
          ChangeDiagnostics.error(
              change,
              "Plan is no longer valid",
              "The value of %s is not the planned one. A function that returns a different result at each call, or a bug in the provider \"%s\", can cause this. Plan again."
                  .formatted(ChangeDiagnostics.display(changed), change.provider())));
    }
    return sink.hasErrors() ? null : planned;
  }

  private @Nullable ObjectValue configuration(Change change, DiagnosticSink sink) {
    Resolved<ObjectValue> resolved = resolver.configuration(change.address(), state);
    sink.report(ChangeDiagnostics.located(change, resolved.diagnostics()));
    ObjectValue configuration = resolved.value();
    if (configuration != null && !configuration.isWhollyKnown()) {
      sink.report(
          ChangeDiagnostics.error(
              change,
              "Value still unknown",
              "An argument is still unknown, although all its dependencies have been applied. This"
                  + " is a bug in esform."));
    }
    return sink.hasErrors() ? null : configuration;
  }

  private @Nullable Connection connect(Change change, DiagnosticSink sink) {
    Resolved<Connection> resolved = resolver.connection(change.provider(), state);
    sink.report(ChangeDiagnostics.located(change, resolved.diagnostics()));
    return resolved.diagnostics().hasErrors() ? null : resolved.value();
  }

  /// The outcome, failed if the object violates a postcondition: the object stays and is not
  /// tainted.
  private StepOutcome checked(Change change, StepOutcome outcome) {
    if (outcome.isFailed() || !(outcome.effect() instanceof StepOutcome.Effect.Put(var instance))) {
      return outcome;
    }
    var sink = new DiagnosticSink();
    sink.report(outcome.diagnostics());
    checkPostconditions(change, instance.attributes(), sink);
    return new StepOutcome(outcome.effect(), outcome.counts(), sink.toDiagnostics());
  }

  private void checkPostconditions(Change change, ObjectValue object, DiagnosticSink sink) {
    sink.report(
        ChangeDiagnostics.located(
            change, resolver.postconditions(change.address(), object, state)));
  }

  /// Violated conditions of an unchanged instance that were unknown during planning.
  Diagnostics brokenConditions(Change change) {
    var sink = new DiagnosticSink();
    sink.report(ChangeDiagnostics.located(change, resolver.preconditions(change.address(), state)));
    ObjectValue object = change.after();
    if (object != null) {
      checkPostconditions(change, object, sink);
    }
    return sink.toDiagnostics();
  }

  private StepOutcome delete(Step step, StepCalls calls) {
    Change change = step.change();
    ObjectValue before = change.before();
    if (before == null) {
      return StepOutcome.removed(Diagnostics.none());
    }
    var sink = new DiagnosticSink();
    Connection connection = connect(change, sink);
    if (connection == null) {
      return StepOutcome.failed(sink.toDiagnostics());
    }
    ResourceType type = typeOf(change);
    var intent = new Intent.Delete(change.address(), step.generation());
    if (!calls.begin(type.isStateOnly() ? null : intent)) {
      return StepOutcome.notBegun();
    }
    SecretTexts secrets = SecretTexts.of(before);
    ObjectValue found = identified(step, type, connection, before, sink);
    if (found != null && !isNoted(step, found, before, calls)) {
      return StepOutcome.notBegun();
    }
    if (found != null) {
      var request =
          new DeleteRequest(
              change.address().toString(), found, new DiscreetProgress(calls, secrets));
      sink.report(
          ChangeDiagnostics.located(change, secrets.hide(type.delete(connection, request))));
    }
    return sink.hasErrors()
        ? StepOutcome.failed(sink.toDiagnostics())
        : StepOutcome.removed(sink.toDiagnostics());
  }

  /// The object to delete; null when none exists, or on errors. An object that is recorded only by
  /// its token may have appeared since the plan.
  private @Nullable ObjectValue identified(
      Step step,
      ResourceType type,
      Connection connection,
      ObjectValue before,
      DiagnosticSink sink) {
    ObjectValue plain = (ObjectValue) Marks.strip(before);
    InstanceState known = prior.object(step.address(), step.generation());
    String token = known == null || known.isIdentified() ? null : known.token();
    if (token == null || !(type instanceof Recoverable recoverable)) {
      return plain;
    }
    var request = new FindRequest(step.address().toString(), plain, token);
    FindResponse response = recoverable.find(connection, request);
    Diagnostics shown = SecretTexts.of(before).hide(response.diagnostics());
    sink.report(ChangeDiagnostics.located(step.change(), shown));
    String id = response.id();
    return id == null ? null : plain.with("id", Value.of(id));
  }

  /// Records the id of an object that was found by its token. Otherwise, after a kill during the
  /// deletion, the next run could not tell a deleted object from a creation that has not arrived.
  ///
  /// @return whether the journal contains the id
  private static boolean isNoted(
      Step step, ObjectValue found, ObjectValue before, StepCalls calls) {
    boolean isKnown = found.equals(Marks.strip(before));
    return isKnown
        || !(found.attributes().get("id") instanceof Value.StringValue(var id))
        || calls.note(new Identified(step.address(), step.generation(), id));
  }

  private StepOutcome read(Change change, StepCalls calls) {
    var sink = new DiagnosticSink();
    ObjectValue configuration = configuration(change, sink);
    Connection connection = configuration == null ? null : connect(change, sink);
    DataSource source = dataSource(change);
    if (configuration == null || connection == null) {
      return StepOutcome.failed(sink.toDiagnostics());
    }
    if (!calls.begin(null)) {
      return StepOutcome.notBegun();
    }
    DataSource.Response response =
        source.read(connection, (ObjectValue) Marks.strip(configuration));
    SecretTexts secrets = SecretTexts.of(configuration);
    sink.report(ChangeDiagnostics.located(change, secrets.hide(response.diagnostics())));
    for (AttributeDiagnostic fault : secrets.hideInFaults(response.faults())) {
      sink.report(ChangeDiagnostics.error(change, fault.summary(), fault.detail()));
    }
    ObjectValue found = response.state();
    if (found == null || sink.hasErrors()) {
      return StepOutcome.failed(sink.toDiagnostics());
    }
    ObjectValue marked = InstancePlanner.markData(change.schema(), found, configuration);
    checkPostconditions(change, marked, sink);
    return new StepOutcome(new StepOutcome.Effect.Publish(marked), false, sink.toDiagnostics());
  }

  private DataSource dataSource(Change change) {
    String type = change.address().resource().type();
    DataSource found = registry.dataSource(change.provider().provider(), type);
    if (found == null) {
      throw new IllegalStateException("it offers no data source \"" + type + "\"");
    }
    return found;
  }

  /// Whether a step of this action calls a provider.
  static boolean callsProvider(Action action) {
    return switch (action) {
      case NO_OP, FORGET -> false;
      case CREATE, READ, UPDATE, REPLACE, DELETE -> true;
    };
  }
}
