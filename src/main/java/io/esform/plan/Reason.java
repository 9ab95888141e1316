package io.esform.plan;

/// The reason of an action.
public enum Reason {
  /// The values before and after differ.
  VALUES,
  /// An argument changed that cannot be changed in place.
  REQUIRES_REPLACEMENT,
  /// The creation was interrupted and continues.
  INTERRUPTED,
  /// `--replace` names it.
  REQUESTED,
  /// A reference in its `replace_triggered_by` has changed.
  TRIGGERED,
  /// A data source whose arguments are known only after apply.
  ARGUMENTS_UNKNOWN,
  /// A data source with a dependency that the run changes.
  DEPENDENCIES_CHANGE,
  /// The object was deposed by an earlier replacement.
  DEPOSED,
  /// The object is tainted: its creation failed half way.
  TAINTED,
  /// The block is no longer in the configuration.
  NOT_IN_CONFIGURATION,
  /// `count` or `for_each` no longer has this key.
  KEY_NOT_IN_CONFIGURATION,
  /// The recorded object no longer exists.
  GONE,
  /// The run is a destroy.
  DESTROY
}
