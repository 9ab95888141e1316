package io.esform.eval;

import org.jspecify.annotations.Nullable;

/// Notes whether an evaluation depended on anything unknown, and whether a secret could make it
/// fail: what `try` and `can` need to know before they may decide, and of their result.
final class Watch {

  private final @Nullable Watch outer;
  private boolean sawUnknown;
  private boolean sawSecret;

  Watch(@Nullable Watch outer) {
    this.outer = outer;
  }

  void noteUnknown() {
    if (!sawUnknown) {
      sawUnknown = true;
      if (outer != null) {
        outer.noteUnknown();
      }
    }
  }

  boolean sawUnknown() {
    return sawUnknown;
  }

  void noteSecret() {
    if (!sawSecret) {
      sawSecret = true;
      if (outer != null) {
        outer.noteSecret();
      }
    }
  }

  /// Whether an operation looked into a sensitive value, so that its failure says something of it.
  boolean sawSecret() {
    return sawSecret;
  }
}
