package io.esform.state.file;

import java.nio.file.Path;

/// Where the key comes from that seals what is sensitive in a state.
public sealed interface KeySource {

  /// No encryption: a state with anything sensitive in it is refused.
  record NoKey() implements KeySource {}

  /// A file of 32 random bytes in base64, made on first use, readable by its owner only.
  record KeyFile(Path file) implements KeySource {}

  /// A passphrase, from which Argon2id derives the key; the salt stands in the state.
  record Passphrase(String text) implements KeySource {
    @Override
    public String toString() {
      return "Passphrase[(sensitive)]";
    }
  }
}
