package io.esform.state.backend;

import io.esform.state.file.StateCodec;
import java.io.IOException;
import java.util.List;

/// The workspaces of one configuration in one place. Each has a state of its own.
///
/// Calls come from one thread at a time. Each may read and write where the states are kept, over a
/// network too, and throws an `IOException` when that fails; its message says what failed. Only
/// {@link #backend} does neither.
public interface Workspaces {

  /// The workspace that always exists.
  String DEFAULT = "default";

  /// Letters, digits, `_`, `-` and `.`, not beginning with the last two; at most 90 of them.
  static boolean isName(String name) {
    return name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,89}");
  }

  /// The default workspace first, then the others by name.
  List<String> names() throws IOException;

  /// Any text is allowed as a name; false for one that {@link #isName} refuses.
  boolean exists(String name) throws IOException;

  /// Whether an existing workspace holds nothing, as one whose creation was interrupted.
  boolean isEmpty(String name) throws IOException;

  /// Creates a workspace without a state. Does nothing when it exists.
  ///
  /// @param name that {@link #isName} accepts
  void create(String name) throws IOException;

  /// Removes a workspace with its state, its lock and all else that is kept of it. After a crash it
  /// either exists whole or does not exist. Called under the lock of its backend, which that
  /// backend need not give back afterwards.
  ///
  /// @param name of one that exists and is not the default workspace
  void delete(String name) throws IOException;

  /// Removes what deletions that were interrupted have left. Does nothing when they left nothing.
  void finishDeletions() throws IOException;

  /// The backend that keeps the state of a workspace.
  ///
  /// @param name of a workspace that exists
  /// @param codec makes the state's text and its journal's
  Backend backend(String name, StateCodec codec);
}
