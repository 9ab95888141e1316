package io.esform.state.backend;

import io.esform.state.file.StateCodec;
import java.io.IOException;
import java.util.List;

/// The workspaces of one configuration in one backend. Each has its own state.
///
/// Calls come from one thread at a time. Each may read and write the storage, also over a network,
/// and throws an `IOException` with the cause in its message if this fails. Only {@link #backend}
/// does no I/O.
public interface Workspaces {

  /// The workspace that always exists.
  String DEFAULT = "default";

  /// The backend has only the default workspace. The message is a sentence.
  final class Unsupported extends IOException {
    private static final long serialVersionUID = 1;

    public Unsupported(String message) {
      super(message);
    }
  }

  /// Letters, digits, `_`, `-` and `.`, not beginning with `-` or `.`; at most 90 characters.
  static boolean isName(String name) {
    return name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,89}");
  }

  /// Whether there can be no other workspace than the default one.
  default boolean isSingle() {
    return false;
  }

  /// The default workspace first, then the others by name.
  List<String> names() throws IOException;

  /// Accepts any text as a name; false for one that {@link #isName} rejects.
  boolean exists(String name) throws IOException;

  /// Whether an existing workspace has no files, for example after an interrupted creation.
  boolean isEmpty(String name) throws IOException;

  /// Creates a workspace without a state. Does nothing if it exists.
  ///
  /// @param name accepted by {@link #isName}
  /// @throws Unsupported if this {@link #isSingle}
  void create(String name) throws IOException;

  /// Removes a workspace with its state, lock and all other files. After a crash it either exists
  /// completely or does not exist. Called under the lock of its backend, which need not be released
  /// afterwards.
  ///
  /// @param name of an existing workspace other than the default one
  void delete(String name) throws IOException;

  /// Removes remains of interrupted deletions. Does nothing if there are none.
  void finishDeletions() throws IOException;

  /// Returns the backend of a workspace's state.
  ///
  /// @param name of an existing workspace
  /// @param codec encodes the state and its journal
  Backend backend(String name, StateCodec codec);
}
