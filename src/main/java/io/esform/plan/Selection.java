package io.esform.plan;

import io.esform.config.evaluation.Extent;

/// What a run is about: everything, or the part that `--target` or `--exclude` leaves.
///
/// Decided from the source alone. Between two resources it is all or nothing: whoever refers to a
/// resource needs all its instances.
interface Selection extends Extent {

  /// Whether the run brings that root output up to date.
  boolean updates(String output);

  static Selection of(PlanRequest request) {
    PlanOptions options = request.options();
    if (!options.isPartial()) {
      return _ -> true;
    }
    var dependencies = new SourceDependencies(request.graph());
    if (options.mode() == PlanMode.DESTROY) {
      return DestroySelection.of(options, request.prior(), dependencies);
    }
    return options.targets().isEmpty()
        ? new ExcludingSelection(options.excludes(), dependencies)
        : TargetedSelection.of(options.targets(), dependencies);
  }
}
