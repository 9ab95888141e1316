package io.esform.plan.changes;

import io.esform.address.ResourceInstanceAddress;
import io.esform.config.evaluation.Evaluation;
import io.esform.diag.DiagnosticSink;
import io.esform.plan.Change;
import io.esform.plan.changes.ReplacementOrder.CreateFirstCause;
import io.esform.plan.declared.PlannedConfiguration;
import io.esform.plan.existing.Existing;
import io.esform.plan.inputs.PlanInputs;
import io.esform.plan.select.Orphans;
import io.esform.plan.select.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The changes of a run, with the order of replacements and revivals decided.
///
/// @param createFirst the cause of each create-before-destroy replacement, by address
public record OrderedChanges(
    List<Change> changes, Map<ResourceInstanceAddress, CreateFirstCause> createFirst) {

  public OrderedChanges {
    changes = List.copyOf(changes);
  }

  static OrderedChanges none() {
    return new OrderedChanges(List.of(), Map.of());
  }

  /// The changes that make the objects match the configuration.
  public static OrderedChanges of(
      PlanInputs inputs,
      Selection selection,
      PlannedConfiguration planned,
      Set<ResourceInstanceAddress> wanted,
      DiagnosticSink sink) {
    Existing existing = planned.existing();
    var builder = new ChangeBuilder(inputs, existing, planned.evaluation(), sink);
    var changes = new ArrayList<Change>();
    planned.outcomes().forEach(outcome -> builder.change(outcome).ifPresent(changes::add));
    Orphans.toDelete(inputs.options(), selection, existing.present(), wanted, builder::declared)
        .forEach(address -> builder.deletion(address).ifPresent(changes::add));
    changes.addAll(builder.deposedDeletions(selection));
    var order = new ReplacementOrder(existing.present(), planned.instances(), sink);
    List<Change> ordered = new Revivals(inputs, planned).decide(order.decide(changes));
    return new OrderedChanges(ordered, order.origins());
  }

  /// The deletions of all selected objects.
  public static OrderedChanges destroying(
      PlanInputs inputs,
      Selection selection,
      Existing existing,
      Evaluation evaluation,
      DiagnosticSink sink) {
    var builder = new ChangeBuilder(inputs, existing, evaluation, sink);
    var changes = new ArrayList<Change>();
    existing.present().instances().keySet().stream()
        .filter(selection::includes)
        .forEach(address -> builder.deletion(address).ifPresent(changes::add));
    changes.addAll(builder.deposedDeletions(selection));
    return new OrderedChanges(changes, Map.of());
  }
}
