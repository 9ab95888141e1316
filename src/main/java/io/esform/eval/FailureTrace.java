package io.esform.eval;

import org.jspecify.annotations.Nullable;

/// Records whether an evaluation depended on an unknown value and whether a secret could make it
/// fail. `try` and `can` decide by the first and mark their result by the second.
final class FailureTrace {

  private final @Nullable FailureTrace outer;
  private boolean sawUnknown;
  private boolean sawSecret;

  FailureTrace(@Nullable FailureTrace outer) {
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

  /// Whether an operation read a sensitive value, so that its failure discloses something about it.
  boolean sawSecret() {
    return sawSecret;
  }
}
