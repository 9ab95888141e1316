package io.esform.state.file;

import org.jspecify.annotations.Nullable;

/// A position inside a JSON value; its text is a JSON pointer (RFC 6901).
///
/// @param parent null for the value itself
record Pointer(@Nullable Pointer parent, String step) {

  static final Pointer ROOT = new Pointer(null, "");

  Pointer to(String name) {
    return new Pointer(this, name);
  }

  Pointer to(int index) {
    return new Pointer(this, Integer.toString(index));
  }

  @Override
  public String toString() {
    return parent == null ? "" : parent + "/" + step.replace("~", "~0").replace("/", "~1");
  }
}
