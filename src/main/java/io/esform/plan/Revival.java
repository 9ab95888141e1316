package io.esform.plan;

/// Whether a change brings back an object that is down: gone, half made, or not serving.
public enum Revival {
  /// What exists is up, or nothing has existed yet.
  NONE,
  /// It is down. Its configuration needs values of instances that a rollout goes through, so that
  /// it waits for them.
  IN_ORDER,
  /// It is down, and its configuration is the same before and after every rollout of the run: it
  /// waits for none of them.
  FIRST
}
