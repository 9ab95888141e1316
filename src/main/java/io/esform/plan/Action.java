package io.esform.plan;

/// The action of a plan on one resource instance.
public enum Action {
  NO_OP,
  CREATE,
  /// A data source that is read during apply, because its arguments are known only then.
  READ,
  UPDATE,
  /// Delete and create, in the order that the change defines.
  REPLACE,
  DELETE,
  /// Remove the object from the state; the object itself is unchanged.
  FORGET
}
