package io.esform.state.backend;

import io.esform.diag.Diagnostics;
import io.esform.schema.Schema;
import io.esform.value.Value.ObjectValue;
import org.jspecify.annotations.Nullable;

/// A type of storage for states, named by the label of a `backend` block. Immutable and without
/// I/O, so that every run can have all types.
public interface BackendType {

  /// The label of its `backend` block: `local`.
  String name();

  /// The arguments of its `backend` block. No block in it, and no computed attribute.
  Schema schema();

  /// Opens the storage of these arguments. Does no I/O; the first operation on a workspace or its
  /// backend does. So every command can open it, also without credentials.
  ///
  /// @param arguments wholly known, of the schema's type; every required one is set
  OpenedWorkspaces open(ObjectValue arguments, BackendEnvironment environment);

  /// The part of the arguments that decides which states are opened. Does no I/O. Equal for
  /// arguments that open the same states, as far as this is known.
  ///
  /// @param arguments as for {@link #open}
  default ObjectValue identity(ObjectValue arguments, BackendEnvironment environment) {
    return arguments;
  }

  /// @param workspaces null if the diagnostics contain an error, which concerns the arguments
  record OpenedWorkspaces(@Nullable Workspaces workspaces, Diagnostics diagnostics) {}
}
