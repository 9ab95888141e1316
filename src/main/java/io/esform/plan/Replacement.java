package io.esform.plan;

import io.esform.value.AttributePath;
import java.util.List;

/// The causes and the order of a replacement.
///
/// @param paths the changed attributes that force it; may be empty
/// @param triggers the changed references of `replace_triggered_by`, as written
/// @param createFirst whether the new object is created before the old one is deleted
public record Replacement(List<AttributePath> paths, List<String> triggers, boolean createFirst) {

  /// For a change that is not a replacement.
  public static final Replacement NONE = new Replacement(List.of(), List.of(), false);

  public Replacement {
    paths = List.copyOf(paths);
    triggers = List.copyOf(triggers);
  }

  Replacement creatingFirst() {
    return new Replacement(paths, triggers, true);
  }
}
