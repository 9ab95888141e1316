package io.esform.state.backend;

import io.esform.diag.Diagnostics;
import io.esform.schema.Schema;
import io.esform.value.Value.ObjectValue;
import org.jspecify.annotations.Nullable;

/// A kind of place that states are kept in: what the label of a `backend` block names. Immutable
/// and without I/O, so that every run can hold all of them.
public interface BackendType {

  /// The label of its `backend` block: `local`.
  String name();

  /// The arguments of its `backend` block. No block in it, and no computed attribute.
  Schema schema();

  /// Opens the place that these arguments name. Reads, writes and connects to nothing: the first
  /// operation on a workspace or its backend does. So every command can open it, with or without
  /// credentials.
  ///
  /// @param arguments wholly known, of the schema's type; every required one is set
  Opened open(ObjectValue arguments, BackendEnvironment environment);

  /// @param workspaces null when the diagnostics hold an error, which is about the arguments
  record Opened(@Nullable Workspaces workspaces, Diagnostics diagnostics) {}
}
