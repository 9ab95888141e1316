package io.esform.plan;

/// What a run is for.
public enum PlanMode {
  /// To bring everything to what the configuration says.
  NORMAL,
  /// To take everything down.
  DESTROY,
  /// To take note of what has changed behind esform's back, and change nothing else.
  REFRESH_ONLY
}
