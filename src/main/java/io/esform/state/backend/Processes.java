package io.esform.state.backend;

/// The processes of this machine. Thread-safe.
public interface Processes {

  /// Identifies this process among all that this machine runs until its next boot, in any
  /// container: process ids are used again, and containers have their own. Without spaces; empty if
  /// unknown.
  String birth();

  /// Whether a process of the same boot of this machine has certainly ended.
  ///
  /// @param birth its {@link #birth()}
  boolean hasEnded(long pid, String birth);
}
