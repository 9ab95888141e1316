package io.esform.cli.view;

/// Whether another run uses the state that a plan is based on. If so, differences between the state
/// and existing objects may come from that run, and are not reported as changes outside esform.
public enum ConcurrentRun {
  ALONE,
  SHARED;

  String driftTitle() {
    return switch (this) {
      case ALONE -> "Changed outside esform";
      case SHARED -> "Different from the state, which another run is changing";
    };
  }

  String goneReason() {
    return switch (this) {
      case ALONE -> "it was deleted outside esform";
      case SHARED -> "it does not exist, and another run is changing the state";
    };
  }
}
