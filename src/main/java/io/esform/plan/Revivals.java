package io.esform.plan;

import io.esform.address.ResourceAddress;
import io.esform.address.ResourceInstanceAddress;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.InstanceValues;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.DiagnosticSink;
import io.esform.plan.PlannedInstances.Outcome;
import io.esform.schema.Schema;
import io.esform.state.State;
import io.esform.value.Marks;
import io.esform.value.Value.ObjectValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Decides which objects that are down are revived before any rollout: those whose configuration is
/// the same with the instances of all rollouts as they are now.
final class Revivals {

  private final PlanRequest request;
  private final State present;
  private final Evaluation planned;
  private final InstanceValues plannedValues;
  private final Map<ResourceInstanceAddress, ResourceInstance> instances = new HashMap<>();

  /// @param present the state after refresh
  /// @param planned over what the plan makes of each instance
  Revivals(
      PlanRequest request,
      State present,
      Evaluation planned,
      InstanceValues plannedValues,
      List<Outcome> outcomes) {
    this.request = request;
    this.present = present;
    this.planned = planned;
    this.plannedValues = plannedValues;
    outcomes.forEach(it -> instances.put(it.instance().address(), it.instance()));
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
    var before = new Evaluation(request.inputs(), valuesBefore(rolling));
    return changes.stream()
        .map(change -> isIndependent(change, before) ? change.reviving(Revival.FIRST) : change)
        .toList();
  }

  /// A new instance has no values before its rollout: whatever refers to them differs.
  private InstanceValues valuesBefore(Set<ResourceAddress> rolling) {
    var left = new StateValues(present, request.registry(), _ -> null);
    return instance -> {
      if (!rolling.contains(instance.resourceAddress())) {
        return plannedValues.valueOf(instance);
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
    ObjectValue now = planned.configuration(instance, schema(instance), sink);
    ObjectValue then =
        before.configuration(AppliedConfiguration.sameIn(before, instance), schema(instance), sink);
    sink.report(before.diagnostics());
    return !sink.hasErrors() && Marks.strip(now).equals(Marks.strip(then));
  }

  private Schema schema(ResourceInstance instance) {
    return request.registry().schema(instance.resource().key());
  }
}
