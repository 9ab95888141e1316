package io.esform.config;

import io.esform.diag.SourceRange;

/// The source of one encryption key: the current one, or an earlier one in a `fallback` block.
public sealed interface KeySettings {

  /// The header of its block.
  SourceRange range();

  /// @param path of the file with the key, relative to the configuration
  record KeyFile(String path, SourceRange range) implements KeySettings {}

  /// @param variable the name of the environment variable with the passphrase
  record Passphrase(String variable, SourceRange range) implements KeySettings {}
}
