package io.esform.config;

import io.esform.diag.SourceRange;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The source of one encryption key: the current one, or an earlier one in a `fallback` block.
public sealed interface KeySettings {

  /// The header of its block.
  SourceRange range();

  /// @param path of the file with the key, relative to the configuration
  record KeyFile(String path, SourceRange range) implements KeySettings {}

  /// @param variable the name of the environment variable with the passphrase
  record Passphrase(String variable, SourceRange range) implements KeySettings {}

  /// A key of AWS KMS. The values of its arguments are not checked yet.
  ///
  /// @param arguments those that are set, by name; contains `kms_key_id`
  /// @param ranges of the arguments, by name
  record KmsKey(
      SortedMap<String, String> arguments, Map<String, SourceRange> ranges, SourceRange range)
      implements KeySettings {

    public KmsKey {
      arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
      ranges = Collections.unmodifiableSortedMap(new TreeMap<>(ranges));
    }
  }
}
