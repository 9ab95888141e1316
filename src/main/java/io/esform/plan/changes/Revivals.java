package io.esform.plan.changes;

import io.esform.address.ResourceAddress;
import io.esform.address.ResourceInstanceAddress;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.InstanceValues;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.DiagnosticSink;
import io.esform.plan.Change;
import io.esform.plan.Revival;
import io.esform.plan.declared.PlannedConfiguration;
import io.esform.plan.inputs.DeclaredInstances;
import io.esform.plan.inputs.PlanInputs;
import io.esform.plan.inputs.StateValues;
import io.esform.schema.Schema;
import io.esform.state.State;
import io.esform.value.Marks;
import io.esform.value.Value.ObjectValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Decides which objects are restored before any rollout: those whose configuration does not depend
/// on the rollouts' changes.
final class Revivals {

  private final PlanInputs inputs;
  private final State present;
  private final PlannedConfiguration planned;
  private final Map<ResourceInstanceAddress, ResourceInstance> instances = new HashMap<>();

  Revivals(PlanInputs inputs, PlannedConfiguration planned) {
    this.inputs = inputs;
    this.present = planned.existing().present();
    this.planned = planned;
    planned.instances().forEach(it -> instances.put(it.address(), it));
  }

  List<Change> decide(List<Change> changes) {
    Set<ResourceAddress> rolling =
        changes.stream()
            .filter(Change::hasPeers)
            .map(change -> change.address().resource())
            .collect(Collectors.toSet());
    if (rolling.isEmpty() || changes.stream().noneMatch(Change::revives)) {
      return changes;
    }
    var before = new Evaluation(inputs.evaluation(), valuesBefore(rolling));
    return changes.stream()
        .map(change -> isIndependent(change, before) ? change.reviving(Revival.FIRST) : change)
        .toList();
  }

  /// A new instance has no values before its rollout, so configurations that refer to it differ.
  private InstanceValues valuesBefore(Set<ResourceAddress> rolling) {
    var left = StateValues.of(present, inputs.registry());
    return instance -> {
      if (!rolling.contains(instance.resourceAddress())) {
        return planned.values().valueOf(instance);
      }
      return present.instance(instance.address()) == null
          ? schema(instance).blank()
          : left.valueOf(instance);
    };
  }

  private boolean isIndependent(Change change, Evaluation before) {
    ResourceInstance instance = instances.get(change.address());
    if (!change.revives() || instance == null) {
      return false;
    }
    var sink = new DiagnosticSink();
    ObjectValue now = planned.evaluation().configuration(instance, schema(instance), sink);
    ObjectValue then = before.configuration(sameIn(before, instance), schema(instance), sink);
    sink.report(before.diagnostics());
    return !sink.hasErrors() && Marks.strip(now).equals(Marks.strip(then));
  }

  /// The instance with the values that its module has in this evaluation.
  private static ResourceInstance sameIn(Evaluation evaluation, ResourceInstance instance) {
    return DeclaredInstances.in(evaluation, instance.address(), instance.each());
  }

  private Schema schema(ResourceInstance instance) {
    return inputs.registry().schema(instance.resource().key());
  }
}
