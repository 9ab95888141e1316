package io.esform.plan;

import io.esform.address.ResourceAddress.Mode;
import io.esform.address.ResourceInstanceAddress;
import io.esform.config.BodyEvaluator;
import io.esform.config.CheckStatus;
import io.esform.config.ProviderKey;
import io.esform.config.SourceLocator;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.InstanceValues;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.diag.EsformBug;
import io.esform.diag.SourceRange;
import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.schema.Schema;
import io.esform.state.InstanceState;
import io.esform.state.State;
import io.esform.value.AttributePath;
import io.esform.value.Marks;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Plans resource instances and reads data sources, each once, when its value is first needed.
final class PlannedInstances implements InstanceValues {

  private final PlanRequest request;
  private final ProviderRegistry registry;
  private final PlanOptions options;
  private final State prior;
  private final ImportCompletion completion;
  private final DiagnosticSink sink;
  private final Map<ResourceInstanceAddress, Outcome> outcomes = new HashMap<>();
  private final Set<ResourceInstanceAddress> running = new HashSet<>();
  private final Triggers triggers = new Triggers(this::outcome);
  private @Nullable Evaluation evaluation;
  private @Nullable DataInstances data;

  /// @param before what exists, in the schema's types; null for nothing, and for an object whose
  ///   interrupted creation is carried on
  /// @param planned null when planning found errors
  /// @param action of a data source NO_OP when it has been read, else READ
  /// @param triggers of its replacement; see {@link Replacement}
  /// @param conditions how those of its lifecycle stand
  /// @param configuration what it was planned from; null for a data source and after errors
  record Outcome(
      ResourceInstance instance,
      @Nullable ProviderKey provider,
      @Nullable ObjectValue before,
      @Nullable PlannedInstance planned,
      Action action,
      List<String> triggers,
      CheckStatus conditions,
      @Nullable ObjectValue configuration) {

    Outcome {
      triggers = List.copyOf(triggers);
    }

    static Outcome failed(
        ResourceInstance instance, @Nullable ProviderKey provider, @Nullable ObjectValue before) {
      return new Outcome(
          instance, provider, before, null, Action.NO_OP, List.of(), CheckStatus.ERROR, null);
    }
  }

  /// @param prior the state after refresh
  /// @param completion of what is imported
  PlannedInstances(
      PlanRequest request, State prior, ImportCompletion completion, DiagnosticSink sink) {
    this.request = request;
    this.registry = request.registry();
    this.options = request.options();
    this.prior = prior;
    this.completion = completion;
    this.sink = sink;
  }

  /// The evaluation that asks this for values; set once, before the first question.
  void evaluateWith(Evaluation chosen) {
    this.evaluation = chosen;
    this.data = new DataInstances(request, prior, chosen, this);
  }

  @Override
  public Value valueOf(ResourceInstance instance) {
    if (!registry.offers(instance.resource().key()) || running.contains(instance.address())) {
      return Value.unknown(Types.ANY);
    }
    PlannedInstance planned = outcome(instance).planned();
    return planned == null
        ? BodyEvaluator.unknownOf(registry.schema(instance.resource().key()))
        : planned.planned();
  }

  Outcome outcome(ResourceInstance instance) {
    ResourceInstanceAddress address = instance.address();
    Outcome known = outcomes.get(address);
    if (known != null) {
      return known;
    }
    running.add(address);
    Outcome made = plan(instance);
    running.remove(address);
    outcomes.put(address, made);
    return made;
  }

  private Outcome plan(ResourceInstance instance) {
    Evaluation current = evaluation;
    DataInstances reader = data;
    if (current == null || reader == null) {
      throw new EsformBug("Instances are planned before their evaluation is known.");
    }
    var found = new DiagnosticSink();
    Outcome outcome =
        instance.resource().key().mode() == Mode.DATA
            ? reader.plan(instance, found)
            : plan(instance, current, found);
    for (Diagnostic diagnostic : found.toDiagnostics()) {
      sink.report(diagnostic.withAddress(instance.address().toString()));
    }
    return outcome;
  }

  private Outcome plan(ResourceInstance instance, Evaluation current, DiagnosticSink found) {
    ProviderKey provider = registry.providerOf(instance.resource(), current.root().module(), found);
    ResourceType type =
        provider == null
            ? null
            : registry.resourceType(provider.provider(), instance.resource().key().type());
    if (provider == null || type == null) {
      return Outcome.failed(instance, provider, null);
    }
    ObjectValue before = before(instance, type.schema(), found);
    ObjectValue configuration = current.configuration(instance, type.schema(), found);
    if (before != null && completion.isPartial(instance.address())) {
      before = completion.complete(instance, provider, type, before, configuration, current, found);
    }
    CheckStatus conditions = current.checkPreconditions(instance, found);
    if (!found.hasErrors()) {
      reportFaults(instance, type.schema(), InstancePlanner.faults(type, configuration), found);
    }
    if (found.hasErrors()) {
      return Outcome.failed(instance, provider, before);
    }
    InstanceState state = prior.instance(instance.address());
    configuration =
        IgnoredChanges.keep(
            instance.resource(),
            type.schema(),
            configuration,
            before,
            state == null ? null : state.status());
    if (before != null) {
      before = (ObjectValue) Marks.apply(before, Marks.sensitivePaths(configuration));
    }
    boolean tainted = state != null && state.status() != InstanceState.Status.READY;
    List<String> triggeredBy =
        before == null ? List.of() : triggers.changed(current.triggers(instance, found));
    boolean renewed = tainted || options.replaces(instance.address()) || !triggeredBy.isEmpty();
    PlannedInstance planned =
        InstancePlanner.plan(
            type, instance.address().toString(), renewed ? null : before, configuration);
    reportFaults(instance, type.schema(), planned.faults(), found);
    if (!found.hasErrors()) {
      conditions = conditions.and(current.checkPostconditions(instance, planned.planned(), found));
    }
    if (found.hasErrors()) {
      return Outcome.failed(instance, provider, before);
    }
    reportWarnings(instance, type, before, planned.planned(), found);
    boolean carriedOn =
        !options.replaces(instance.address())
            && Continuation.isPossible(type, state, before, planned.planned());
    ObjectValue existing = carriedOn ? null : before;
    return new Outcome(
        instance,
        provider,
        existing,
        planned,
        action(existing, planned, renewed),
        triggeredBy,
        conditions,
        configuration);
  }

  private static Action action(
      @Nullable ObjectValue before, PlannedInstance planned, boolean renewed) {
    if (before == null) {
      return Action.CREATE;
    }
    if (renewed || !planned.replacementPaths().isEmpty()) {
      return Action.REPLACE;
    }
    return Marks.strip(before).equals(Marks.strip(planned.planned()))
        ? Action.NO_OP
        : Action.UPDATE;
  }

  private @Nullable ObjectValue before(
      ResourceInstance instance, Schema schema, DiagnosticSink found) {
    InstanceState state = prior.instance(instance.address());
    return state == null
        ? null
        : PriorStates.conform(state, schema, instance.address().toString(), found);
  }

  /// A line that sets a secret is not shown, but the block which it stands in.
  static void reportFaults(
      ResourceInstance instance,
      Schema schema,
      Iterable<AttributeDiagnostic> faults,
      DiagnosticSink found) {
    for (AttributeDiagnostic fault : faults) {
      SourceRange shown = locate(instance, schema.outsideSecrets(fault.path()));
      found.report(
          Diagnostic.error(fault.summary(), fault.detail(), shown)
              .withContext(instance.resource().headerRange()));
    }
  }

  private void reportWarnings(
      ResourceInstance instance,
      ResourceType type,
      @Nullable ObjectValue before,
      ObjectValue planned,
      DiagnosticSink found) {
    List<AttributeDiagnostic> warnings =
        type.warnings(
            before == null ? null : (ObjectValue) Marks.strip(before),
            (ObjectValue) Marks.strip(planned),
            request.inputs().evaluator().planTime());
    for (AttributeDiagnostic warning : warnings) {
      SourceRange shown = locate(instance, type.schema().outsideSecrets(warning.path()));
      found.report(
          Diagnostic.warning(warning.summary(), warning.detail(), shown)
              .withContext(instance.resource().headerRange()));
    }
  }

  static SourceRange locate(ResourceInstance instance, AttributePath path) {
    return SourceLocator.locate(
        instance.resource().body(), path, instance.resource().headerRange());
  }

  Iterable<Outcome> outcomes() {
    return outcomes.values();
  }

  Diagnostics diagnostics() {
    return sink.toDiagnostics();
  }
}
