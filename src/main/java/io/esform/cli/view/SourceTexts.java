package io.esform.cli.view;

import org.jspecify.annotations.Nullable;

/// Finds the text of a source file by the path in its ranges.
@FunctionalInterface
public interface SourceTexts {

  /// The parsed text, or null when it is unavailable.
  @Nullable String find(String path);

  static SourceTexts none() {
    return _ -> null;
  }
}
