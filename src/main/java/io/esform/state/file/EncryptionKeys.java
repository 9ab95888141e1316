package io.esform.state.file;

import java.util.List;

/// The keys of a state.
///
/// @param current seals all new texts
/// @param fallbacks earlier keys, which only open texts that were sealed with them
public record EncryptionKeys(KeySource current, List<KeySource> fallbacks) {

  public EncryptionKeys {
    fallbacks = List.copyOf(fallbacks);
  }

  /// A single key, without earlier ones.
  public static EncryptionKeys of(KeySource current) {
    return new EncryptionKeys(current, List.of());
  }
}
