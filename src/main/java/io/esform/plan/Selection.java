package io.esform.plan;

import io.esform.config.evaluation.Extent;
import io.esform.state.State;

/// What a run is about: everything, or the part that `--target` or `--exclude` leaves.
///
/// Decided from the source alone. Between two resources it is all or nothing: whoever refers to a
/// resource needs all its instances.
interface Selection extends Extent {

  Selection EVERYTHING = _ -> true;

  /// Whether the run brings that root output up to date.
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
