package io.esform.cli.kill;

/// A broken promise.
///
/// @param evidence what was found, with the output of commands
record Harm(Kind kind, String evidence) {

  enum Kind {
    /// An object or a value that was recorded or created is not in the state.
    LOST,
    /// An object was created twice.
    TWICE,
    /// A user has to do something before the next run succeeds, or to remove something after it.
    BY_HAND
  }
}
