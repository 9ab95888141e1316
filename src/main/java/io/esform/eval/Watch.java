package io.esform.eval;

import org.jspecify.annotations.Nullable;

/// Notes whether an evaluation depended on anything unknown: what `try` and `can` need to know
/// before they may decide.
final class Watch {

  private final @Nullable Watch outer;
  private boolean sawUnknown;

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
}
