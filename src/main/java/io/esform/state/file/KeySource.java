package io.esform.state.file;

import java.nio.file.Path;

/// The source of a key that seals sensitive values in a state.
public sealed interface KeySource {

  /// No encryption: a state with sensitive values is refused.
  record NoKey() implements KeySource {}

  /// A file of 32 random bytes in base64, created at first use, readable by its owner only.
  record KeyFile(Path file) implements KeySource {}

  /// A passphrase, from which Argon2id derives the key; the state contains the salt.
  ///
  /// @param variable the environment variable that contains it
  /// @param text empty if the variable is not set
  record Passphrase(String variable, String text) implements KeySource {
    @Override
    public String toString() {
      return "Passphrase[variable=%s, text=(sensitive)]".formatted(variable);
    }
  }

  /// A key of AWS KMS, which encrypts a data key; the state contains the encrypted data key.
  ///
  /// @param name as it is configured: its id, ARN or alias
  record KmsKey(String name, DataKeys dataKeys) implements KeySource {}
}
