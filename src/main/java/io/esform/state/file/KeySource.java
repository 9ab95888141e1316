package io.esform.state.file;

import java.nio.file.Path;

/// The source of the key that seals sensitive values in a state.
public sealed interface KeySource {

  /// No encryption: a state with sensitive values is refused.
  record NoKey() implements KeySource {}

  /// A file of 32 random bytes in base64, created at first use, readable by its owner only.
  record KeyFile(Path file) implements KeySource {}

  /// A passphrase, from which Argon2id derives the key; the state contains the salt.
  record Passphrase(String text) implements KeySource {
    @Override
    public String toString() {
      return "Passphrase[(sensitive)]";
    }
  }
}
