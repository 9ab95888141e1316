package io.esform.plan;

import io.esform.value.Value;
import org.jspecify.annotations.Nullable;

/// What a plan does to one root output.
///
/// @param before null when the state has no such output
/// @param after null when the configuration has none
public record OutputChange(
    String name, @Nullable Value before, @Nullable Value after, boolean sensitive) {

  public boolean isChange() {
    return before == null ? after != null : !before.equals(after);
  }
}
