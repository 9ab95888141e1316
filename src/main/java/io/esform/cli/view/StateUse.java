package io.esform.cli.view;

/// Whether another run works on the state that a plan was made from. If so, what differs between
/// the state and what exists may be its doing, and is not called a change outside esform.
public enum StateUse {
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
