package io.esform.plan;

import io.esform.value.Value;
import org.jspecify.annotations.Nullable;

/// The planned change of one root output.
///
/// @param before null if the state does not contain the output
/// @param after null if the configuration does not declare the output
public record OutputChange(
    String name, @Nullable Value before, @Nullable Value after, boolean sensitive) {

  public boolean isChange() {
    return before == null ? after != null : !before.equals(after);
  }
}
