package io.esform.apply;

import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.ConfigurationResolver;
import io.esform.plan.ConfigurationResolver.Resolved;
import io.esform.plan.InstancePlanner;
import io.esform.plan.PlannedInstance;
import io.esform.plan.ProviderRegistry;
import io.esform.provider.Connection;
import io.esform.provider.DataSource;
import io.esform.provider.ProviderDefinition;
import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.ApplyResponse;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.provider.ResourceType.CreateRequest;
import io.esform.provider.ResourceType.DeleteRequest;
import io.esform.provider.ResourceType.UpdateRequest;
import io.esform.state.InstanceState;
import io.esform.state.JournalRecord.Intent;
import io.esform.value.AttributePath;
import io.esform.value.Marks;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Does one step: evaluates the instance again, plans it again, calls the provider and holds it to
/// its contract. Safe for several threads; changes nothing itself but what a provider changes.
final class StepRunner {

  private final ProviderRegistry registry;
  private final ConfigurationResolver resolver;
  private final RunState state;
  private final String lineage;

  StepRunner(
      ProviderRegistry registry, ConfigurationResolver resolver, RunState state, String lineage) {
    this.registry = registry;
    this.resolver = resolver;
    this.state = state;
    this.lineage = lineage;
  }

  /// Never throws for what a provider or a user can cause; an exception of a provider's is told as
  /// its fault.
  StepOutcome run(Step step, StepCalls calls) {
    Change change = step.change();
    try {
      return switch (step.action()) {
        case NO_OP, FORGET -> StepOutcome.nothing();
        case READ -> read(change, calls);
        case CREATE -> make(change, null, calls);
        case UPDATE -> make(change, change.before(), calls);
        case DELETE -> delete(change, calls);
        case REPLACE -> StepOutcome.nothing();
      };
    } catch (RuntimeException fault) {
      return StepOutcome.failed(
          Diagnostics.of(
              about(
                  change,
                  "Provider failed",
                  "The provider \"%s\" failed in an unforeseen way: %s. This is a fault of the provider, not of the configuration."
                      .formatted(change.providerName(), fault))));
    }
  }

  private static Diagnostic about(Change change, String summary, String detail) {
    return Diagnostic.error(summary, detail, change.subject())
        .withAddress(change.address().toString());
  }

  private static Diagnostics located(Change change, Diagnostics diagnostics) {
    return new Diagnostics(
        diagnostics.all().stream()
            .map(it -> it.address() == null ? it.withAddress(change.address().toString()) : it)
            .map(it -> it.subject() == null ? it.withSubject(change.subject()) : it)
            .toList());
  }

  private static String providerOf(Change change) {
    String name = change.providerName();
    int alias = name.indexOf('.');
    return alias < 0 ? name : name.substring(0, alias);
  }

  private ResourceType typeOf(Change change) {
    String type = change.address().resource().type();
    ResourceType found = registry.resourceType(providerOf(change), type);
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
      return new StepOutcome(new StepOutcome.Effect.Put(instance), false, sink.toDiagnostics());
    }
    Connection connection = connect(change, sink);
    if (connection == null) {
      return StepOutcome.failed(sink.toDiagnostics());
    }
    String address = change.address().toString();
    String token = Token.of(lineage, change.address(), change.generation());
    InstanceState asked = InstanceStates.planned(change, planned.planned());
    if (!calls.begin(
        before == null
            ? new Intent.Create(change.address(), token, asked)
            : new Intent.Update(change.address(), token, asked))) {
      return StepOutcome.notBegun();
    }
    ApplyResponse response =
        before == null
            ? type.create(connection, new CreateRequest(address, plain, token, calls))
            : type.update(connection, new UpdateRequest(address, before, plain, token, calls));
    return applied(change, planned.planned(), before == null, response, sink);
  }

  /// What the instance will be now that more is known; null when that cannot be said, or is not
  /// what was planned.
  private @Nullable PlannedInstance planAgain(
      Change change, ResourceType type, @Nullable ObjectValue prior, DiagnosticSink sink) {
    ObjectValue configuration = configuration(change, sink);
    if (configuration == null) {
      return null;
    }
    PlannedInstance planned =
        InstancePlanner.plan(type, change.address().toString(), prior, configuration);
    for (AttributeDiagnostic fault : planned.faults()) {
      sink.report(about(change, fault.summary(), fault.detail()));
    }
    if (prior != null && !planned.replacementPaths().isEmpty()) {
      sink.report(
          about(
              change,
              "Plan no longer holds",
              "Now that %s is known, this instance must be replaced, which was not planned. Plan again."
                  .formatted(display(planned.replacementPaths()))));
    }
    ObjectValue after = change.after();
    List<AttributePath> changed =
        after == null ? List.of() : Contract.broken(after, planned.planned());
    if (!changed.isEmpty()) {
      sink.report(
          about(
              change,
              "Plan no longer holds",
              "%s is not what was planned. A function that gives another result each time, or a fault of the provider \"%s\", can cause this. Plan again."
                  .formatted(display(changed), change.providerName())));
    }
    return sink.hasErrors() ? null : planned;
  }

  private @Nullable ObjectValue configuration(Change change, DiagnosticSink sink) {
    Resolved<ObjectValue> resolved = resolver.configuration(change.address(), state);
    sink.report(located(change, resolved.diagnostics()));
    ObjectValue configuration = resolved.value();
    if (configuration != null && !configuration.isWhollyKnown()) {
      sink.report(
          about(
              change,
              "Value still unknown",
              "An argument is still not known although everything it depends on has been applied. This is a bug in esform."));
    }
    return sink.hasErrors() ? null : configuration;
  }

  private @Nullable Connection connect(Change change, DiagnosticSink sink) {
    Resolved<Connection> resolved = resolver.connection(change.address(), state);
    sink.report(located(change, resolved.diagnostics()));
    return resolved.diagnostics().hasErrors() ? null : resolved.value();
  }

  private static StepOutcome applied(
      Change change,
      ObjectValue planned,
      boolean created,
      ApplyResponse response,
      DiagnosticSink sink) {
    sink.report(located(change, response.diagnostics()));
    ObjectValue made = response.state();
    if (made == null) {
      if (!sink.hasErrors()) {
        sink.report(
            about(change, "Provider broke its promise", promise(change, "it gave no new state")));
      }
      return created
          ? new StepOutcome(new StepOutcome.Effect.Remove(), false, sink.toDiagnostics())
          : StepOutcome.failed(sink.toDiagnostics());
    }
    if (!sink.hasErrors()) {
      checkPromises(change, planned, made, sink);
    }
    ObjectValue marked =
        InstancePlanner.markState(change.schema(), InstanceStates.known(made), planned);
    return StepOutcome.put(
        created && sink.hasErrors()
            ? InstanceStates.tainted(change, marked)
            : InstanceStates.ready(change, marked),
        sink.toDiagnostics());
  }

  private static void checkPromises(
      Change change, ObjectValue planned, ObjectValue made, DiagnosticSink sink) {
    if (!Contract.conforms(change.schema(), made)) {
      String fault = promise(change, "the new state is not wholly known, or not of its type");
      sink.report(about(change, "Provider broke its promise", fault));
      return;
    }
    List<AttributePath> broken = Contract.broken(Marks.strip(planned), made);
    if (!broken.isEmpty()) {
      String fault = promise(change, display(broken) + " is not what it planned");
      sink.report(about(change, "Provider broke its promise", fault));
    }
  }

  private static String promise(Change change, String fault) {
    return "The provider \"%s\" did not keep to its own plan: %s. This is a fault of the provider, not of the configuration."
        .formatted(change.providerName(), fault);
  }

  private static String display(List<AttributePath> paths) {
    return paths.stream().limit(3).map(AttributePath::toString).collect(Collectors.joining(", "));
  }

  private StepOutcome delete(Change change, StepCalls calls) {
    ObjectValue before = change.before();
    if (before == null) {
      return StepOutcome.removed(Diagnostics.none());
    }
    var sink = new DiagnosticSink();
    Connection connection = connect(change, sink);
    if (connection == null) {
      return StepOutcome.failed(sink.toDiagnostics());
    }
    if (!calls.begin(new Intent.Delete(change.address(), change.generation()))) {
      return StepOutcome.notBegun();
    }
    var request =
        new DeleteRequest(change.address().toString(), (ObjectValue) Marks.strip(before), calls);
    sink.report(located(change, typeOf(change).delete(connection, request)));
    return sink.hasErrors()
        ? StepOutcome.failed(sink.toDiagnostics())
        : StepOutcome.removed(sink.toDiagnostics());
  }

  private StepOutcome read(Change change, StepCalls calls) {
    var sink = new DiagnosticSink();
    ObjectValue configuration = configuration(change, sink);
    Connection connection = configuration == null ? null : connect(change, sink);
    DataSource source = dataSource(change);
    if (configuration == null || connection == null) {
      return StepOutcome.failed(sink.toDiagnostics());
    }
    calls.begin(null);
    DataSource.Response response =
        source.read(connection, (ObjectValue) Marks.strip(configuration));
    sink.report(located(change, response.diagnostics()));
    ObjectValue found = response.state();
    if (found == null || sink.hasErrors()) {
      return StepOutcome.failed(sink.toDiagnostics());
    }
    ObjectValue marked = InstancePlanner.markState(change.schema(), found, configuration);
    return new StepOutcome(new StepOutcome.Effect.Publish(marked), false, sink.toDiagnostics());
  }

  private DataSource dataSource(Change change) {
    String type = change.address().resource().type();
    ProviderDefinition definition = registry.definition(providerOf(change));
    DataSource found = definition == null ? null : definition.dataSources().get(type);
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
