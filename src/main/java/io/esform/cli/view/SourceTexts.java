package io.esform.cli.view;

import org.jspecify.annotations.Nullable;

/// Gives the text of a source file by the path its ranges carry.
@FunctionalInterface
public interface SourceTexts {

  /// The text that was parsed, or null when it is not at hand.
  @Nullable String find(String path);

  static SourceTexts none() {
    return _ -> null;
  }
}
