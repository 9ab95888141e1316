package io.esform.plan.declared;

import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.InstanceValues;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.DiagnosticSink;
import io.esform.plan.existing.Existing;
import io.esform.plan.inputs.PlanInputs;
import io.esform.plan.select.Selection;
import java.util.ArrayList;
import java.util.List;

/// The planned values of all selected instances.
///
/// @param existing with completed imports, and with the sensitive marks of the configuration on
///   unchanged objects
/// @param outcomes one per declared and selected instance, in the order of the source
/// @param values the planned values of the instances; outside the selection, the existing values
/// @param evaluation with these values
public record PlannedConfiguration(
    Existing existing, List<Outcome> outcomes, InstanceValues values, Evaluation evaluation) {

  public static PlannedConfiguration plan(
      PlanInputs inputs, Selection selection, Existing existing, DiagnosticSink sink) {
    var planner = new ConfigurationPlanner(inputs, selection, existing, sink);
    var outcomes = new ArrayList<Outcome>();
    planner
        .evaluation()
        .forEachInstance(selection, instance -> outcomes.add(planner.outcome(instance)));
    Existing completed = existing.completed(planner.completedImports());
    return new PlannedConfiguration(
        completed.withPresent(KeptMarks.apply(completed.present(), outcomes)),
        List.copyOf(outcomes),
        planner,
        planner.evaluation());
  }

  /// The managed instances that could be planned.
  public List<Outcome.Managed> managed() {
    return outcomes.stream()
        .filter(Outcome.Managed.class::isInstance)
        .map(Outcome.Managed.class::cast)
        .toList();
  }

  public List<ResourceInstance> instances() {
    return outcomes.stream().map(Outcome::instance).toList();
  }
}
