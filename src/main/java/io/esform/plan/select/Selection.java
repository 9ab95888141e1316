package io.esform.plan.select;

import io.esform.config.evaluation.EvaluationExtent;
import io.esform.plan.PlanMode;
import io.esform.plan.PlanOptions;
import io.esform.plan.inputs.PlanInputs;
import io.esform.state.State;

/// The part of the configuration and state that a run works on, by `--target` and `--exclude`.
///
/// Decided from the source alone: a reference to a resource selects all its instances.
public interface Selection extends EvaluationExtent {

  Selection EVERYTHING = _ -> true;

  /// Whether the run updates that root output.
  boolean updates(String output);

  /// @param prior the state after moves
  static Selection of(PlanInputs inputs, State prior) {
    PlanOptions options = inputs.options();
    if (!options.isPartial()) {
      return EVERYTHING;
    }
    var dependencies = new SourceDependencies(inputs.graph());
    if (options.mode() == PlanMode.DESTROY) {
      return DestroySelection.of(options, prior, dependencies);
    }
    return options.targets().isEmpty()
        ? new ExcludingSelection(options.excludes(), dependencies)
        : TargetedSelection.of(options.targets(), dependencies);
  }
}
