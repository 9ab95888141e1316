package io.esform.plan;

import io.esform.value.AttributePath;
import java.util.List;

/// How an object is replaced.
///
/// @param paths the changed attributes that force it; may be empty
/// @param createFirst whether the new object is made before the old one is deleted
public record Replacement(List<AttributePath> paths, boolean createFirst) {

  /// Of a change that replaces nothing.
  public static final Replacement NONE = new Replacement(List.of(), false);

  public Replacement {
    paths = List.copyOf(paths);
  }
}
