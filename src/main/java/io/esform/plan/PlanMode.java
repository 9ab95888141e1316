package io.esform.plan;

/// The purpose of a run.
public enum PlanMode {
  /// Make all objects match the configuration.
  NORMAL,
  /// Destroy all objects.
  DESTROY,
  /// Record changes made outside esform, and change nothing else.
  REFRESH_ONLY
}
