package io.esform.plan.declared;

import io.esform.address.ProviderKey;
import io.esform.address.ResourceAddress.Mode;
import io.esform.address.ResourceInstanceAddress;
import io.esform.config.CheckStatus;
import io.esform.config.body.BodyEvaluator;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.InstanceValues;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.plan.Action;
import io.esform.plan.existing.Existing;
import io.esform.plan.inputs.PlanInputs;
import io.esform.plan.inputs.ProviderRegistry;
import io.esform.plan.inputs.StateValues;
import io.esform.plan.instance.AttributeReport;
import io.esform.plan.instance.Continuation;
import io.esform.plan.instance.IgnoredChanges;
import io.esform.plan.instance.InstancePlanner;
import io.esform.plan.instance.PlannedInstance;
import io.esform.plan.instance.PriorStates;
import io.esform.plan.select.Selection;
import io.esform.provider.ResourceType;
import io.esform.schema.Schema;
import io.esform.state.InstanceState;
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
/// Instances outside the selection keep their existing values.
final class ConfigurationPlanner implements InstanceValues {

  private final PlanInputs inputs;
  private final ProviderRegistry registry;
  private final Selection selection;
  private final Existing existing;
  private final DiagnosticSink sink;
  private final StateValues present;
  private final Evaluation evaluation;
  private final ImportCompletion completion;
  private final DataInstances data;
  private final Triggers triggers = new Triggers(this::outcome);
  private final Map<ResourceInstanceAddress, Outcome> outcomes = new HashMap<>();
  private final Set<ResourceInstanceAddress> running = new HashSet<>();
  private final Set<String> sharedFaults = new HashSet<>();

  ConfigurationPlanner(
      PlanInputs inputs, Selection selection, Existing existing, DiagnosticSink sink) {
    this.inputs = inputs;
    this.registry = inputs.registry();
    this.selection = selection;
    this.existing = existing;
    this.sink = sink;
    this.present = StateValues.of(existing.present(), registry);
    this.evaluation = new Evaluation(inputs.evaluation(), this);
    this.completion = new ImportCompletion(inputs.connections(), evaluation);
    this.data = new DataInstances(inputs, existing.present(), evaluation, this::outcome);
  }

  /// The evaluation that gets the values of instances from this planner.
  Evaluation evaluation() {
    return evaluation;
  }

  /// The imported objects that configuration has completed so far.
  Map<ResourceInstanceAddress, ObjectValue> completedImports() {
    return completion.completed();
  }

  @Override
  public Value valueOf(ResourceInstance instance) {
    if (!selection.includes(instance.address())) {
      return present.valueOf(instance);
    }
    if (!registry.offers(instance.resource().key()) || running.contains(instance.address())) {
      return Value.unknown(Types.ANY);
    }
    ObjectValue planned = outcome(instance).value();
    return planned == null
        ? BodyEvaluator.unknownOf(registry.schema(instance.resource().key()))
        : planned;
  }

  Outcome outcome(ResourceInstance instance) {
    ResourceInstanceAddress address = instance.address();
    Outcome known = outcomes.get(address);
    if (known != null) {
      return known;
    }
    running.add(address);
    Outcome outcome = plan(instance);
    running.remove(address);
    outcomes.put(address, outcome);
    return outcome;
  }

  private Outcome plan(ResourceInstance instance) {
    var found = new DiagnosticSink();
    Outcome outcome =
        instance.resource().key().mode() == Mode.DATA
            ? data.plan(instance, found)
            : plan(instance, found);
    for (Diagnostic diagnostic : found.toDiagnostics()) {
      sink.report(diagnostic.withAddress(instance.address().toString()));
    }
    return outcome;
  }

  private Outcome plan(ResourceInstance instance, DiagnosticSink found) {
    ProviderKey provider =
        registry.providerOf(instance.resource(), evaluation.root().module(), found);
    ResourceType type =
        provider == null
            ? null
            : registry.resourceType(provider.provider(), instance.resource().key().type());
    if (provider == null || type == null) {
      return new Outcome.Failed(instance);
    }
    var report = new AttributeReport(instance, type.schema(), found, sharedFaults);
    ObjectValue before = before(instance, type.schema(), found);
    ObjectValue configuration = evaluation.configuration(instance, type.schema(), found);
    if (before != null && existing.incomplete().contains(instance.address())) {
      before = completion.complete(instance, provider, type, before, configuration, found);
    }
    CheckStatus conditions = evaluation.checkPreconditions(instance, found);
    if (!found.hasErrors()) {
      report.errors(InstancePlanner.faults(type, configuration));
    }
    if (found.hasErrors()) {
      return new Outcome.Failed(instance);
    }
    InstanceState state = existing.present().instance(instance.address());
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
    boolean requested = inputs.options().replaces(instance.address());
    List<String> triggeredBy =
        before == null ? List.of() : triggers.changed(evaluation.triggers(instance, found));
    boolean renewed = tainted || requested || !triggeredBy.isEmpty();
    PlannedInstance planned =
        InstancePlanner.plan(
            type, instance.address().toString(), renewed ? null : before, configuration);
    report.errors(planned.faults());
    if (!planned.faults().isEmpty()) {
      return new Outcome.Failed(instance);
    }
    report.errors(
        type.faults(
            (ObjectValue) Marks.strip(planned.planned()),
            inputs.evaluation().evaluator().planTime()));
    if (!found.hasErrors()) {
      conditions =
          conditions.and(evaluation.checkPostconditions(instance, planned.planned(), found));
    }
    if (found.hasErrors()) {
      return new Outcome.Failed(instance);
    }
    report.warnings(
        type.warnings(
            before == null ? null : (ObjectValue) Marks.strip(before),
            (ObjectValue) Marks.strip(planned.planned()),
            inputs.evaluation().evaluator().planTime()));
    boolean carriedOn =
        !requested && Continuation.isPossible(type, state, before, planned.planned());
    ObjectValue replaced = carriedOn ? null : before;
    return new Outcome.Managed(
        instance,
        provider,
        replaced,
        planned,
        action(replaced, planned, renewed),
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
    InstanceState state = existing.present().instance(instance.address());
    return state == null
        ? null
        : PriorStates.conform(state, schema, instance.address().toString(), found);
  }
}
