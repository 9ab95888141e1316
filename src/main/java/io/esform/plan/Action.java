package io.esform.plan;

/// What is to be done to one resource instance.
public enum Action {
  NO_OP,
  CREATE,
  /// A data source that is read during apply, because its arguments are known only then.
  READ,
  UPDATE,
  /// Delete and create, in the order that the change says.
  REPLACE,
  DELETE,
  /// Drop it from the state, leave the object alone.
  FORGET
}
