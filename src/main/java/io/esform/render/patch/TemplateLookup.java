package io.esform.render.patch;

import org.jspecify.annotations.Nullable;

/// Supplies the templates from which a Carbon kernel (4.5 and later) writes its configuration files
/// at every start, with the values of `deployment.toml`.
@FunctionalInterface
public interface TemplateLookup {

  /// Returns the text of the template of a file, or null for a file that has none.
  ///
  /// @param target the path of the file relative to the root of the pack
  @Nullable String find(String target);

  /// For a pack without templates.
  static TemplateLookup none() {
    return _ -> null;
  }
}
