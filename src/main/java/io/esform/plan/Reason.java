package io.esform.plan;

/// Why an action was chosen, where the change of values does not say it.
public enum Reason {
  /// The difference between before and after says it all.
  VALUES,
  /// An argument changed that cannot be changed in place.
  REQUIRES_REPLACEMENT,
  /// A run was ended while it made the object; its creation is carried on.
  INTERRUPTED,
  /// `--replace` names it.
  REQUESTED,
  /// Something changed that its `replace_triggered_by` names.
  TRIGGERED,
  /// A data source whose arguments are known only after apply.
  ARGUMENTS_UNKNOWN,
  /// A data source that needs something that the run changes.
  DEPENDENCIES_CHANGE,
  /// An earlier replacement has left it behind.
  DEPOSED,
  /// An earlier run left the object half made.
  TAINTED,
  /// The block is no longer in the configuration.
  NOT_IN_CONFIGURATION,
  /// `count` or `for_each` no longer makes this key.
  KEY_NOT_IN_CONFIGURATION,
  /// The state knew it, the platform no longer does.
  GONE,
  /// The run is a destroy.
  DESTROY
}
