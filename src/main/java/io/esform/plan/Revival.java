package io.esform.plan;

/// Whether a change restores an object that is down: missing, half created or not serving.
public enum Revival {
  /// The object is up, or has never existed.
  NONE,
  /// The object is down. Its configuration depends on instances of a rollout, so it waits for them.
  IN_ORDER,
  /// The object is down, and no rollout of the run changes its configuration: it does not wait for
  /// any.
  FIRST
}
