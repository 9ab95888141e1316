package io.esform.plan.pipeline;

import io.esform.address.ResourceInstanceAddress;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.Drift;
import io.esform.plan.OutputChange;
import io.esform.plan.Plan;
import io.esform.plan.PriorObject;
import io.esform.plan.SettledValues;
import io.esform.plan.changes.DriftFinder;
import io.esform.plan.changes.MoveProposals;
import io.esform.plan.changes.RemovedBlocks;
import io.esform.plan.declared.Outcome;
import io.esform.plan.existing.Existing;
import io.esform.plan.inputs.PlanInputs;
import io.esform.state.State;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;

/// Assembles a plan from the results of the planning stages.
final class PlanAssembly {

  private final PlanInputs inputs;
  private final Existing existing;
  private final SortedSet<String> openOutputs;

  /// @param openOutputs names of the root outputs that the run computes again
  PlanAssembly(PlanInputs inputs, Existing existing, SortedSet<String> openOutputs) {
    this.inputs = inputs;
    this.existing = existing;
    this.openOutputs = openOutputs;
  }

  /// A plan without checks.
  Plan assemble(List<Outcome> outcomes, List<Change> changes, List<OutputChange> outputs) {
    var removals = new RemovedBlocks(inputs.root());
    List<Change> sorted =
        changes.stream()
            .map(removals::apply)
            .map(existing.origins()::mark)
            .sorted(Comparator.comparing(Change::address).thenComparingInt(PlanAssembly::age))
            .toList();
    State prior = existing.present().retiring(forgotten(sorted));
    List<Drift> drift =
        new DriftFinder(inputs.registry(), inputs.graph(), sorted, outputs)
            .find(existing.prior(), prior);
    return new Plan(
        sorted,
        drift,
        outputs,
        List.of(),
        MoveProposals.find(sorted),
        existing.recorded(),
        prior,
        settled(outcomes, outputs),
        inputs.options());
  }

  private static List<ResourceInstanceAddress> forgotten(List<Change> changes) {
    return changes.stream()
        .filter(change -> change.action() == Action.FORGET)
        .map(Change::address)
        .toList();
  }

  /// Orders the changes of one address: the current object first, then older ones by generation.
  private static int age(Change change) {
    return change.priorObject() instanceof PriorObject.Deposed(int generation) ? generation : 0;
  }

  private SettledValues settled(List<Outcome> outcomes, List<OutputChange> outputs) {
    var each = new TreeMap<ResourceInstanceAddress, Value>();
    var data = new TreeMap<ResourceInstanceAddress, ObjectValue>();
    for (Outcome outcome : outcomes) {
      if (!outcome.instance().each().isNull()) {
        each.put(outcome.address(), outcome.instance().each());
      }
      if (outcome instanceof Outcome.DataSourceInstance source && source.isRead()) {
        data.put(source.address(), source.value());
      }
    }
    var fixed = new TreeMap<String, Value>();
    for (OutputChange output : outputs) {
      Value value = output.after();
      if (value != null && !openOutputs.contains(output.name())) {
        fixed.put(output.name(), value);
      }
    }
    return new SettledValues(each, data, fixed, openOutputs);
  }
}
