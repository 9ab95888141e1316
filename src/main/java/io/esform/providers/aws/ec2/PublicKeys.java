package io.esform.providers.aws.ec2;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Public keys in OpenSSH's format: a type, the key in base64, and an optional comment.
final class PublicKeys {

  private PublicKeys() {}

  /// The reason why EC2 would refuse the key; empty for none. Never contains the key, which may be
  /// a private one.
  static Optional<String> fault(String text) {
    if (text.contains("PRIVATE KEY")) {
      return Optional.of(
          "This is a private key. Use the public key, which ssh-keygen writes to the file that ends"
              + " in .pub.");
    }
    String[] parts = text.strip().split("\\s+", 3);
    if (!parts[0].equals("ssh-rsa") && !parts[0].equals("ssh-ed25519")) {
      return Optional.of(
          "EC2 accepts RSA and ED25519 keys in OpenSSH format: \"ssh-ed25519 AAAA…\" or \"ssh-rsa"
              + " AAAA…\", on one line.");
    }
    return parts.length > 1 && innerType(parts[1]).equals(Optional.of(parts[0]))
        ? Optional.empty()
        : Optional.of("The key after \"%s\" is incomplete or damaged.".formatted(parts[0]));
  }

  /// The type at the start of the decoded key.
  private static Optional<String> innerType(String base64) {
    try {
      ByteBuffer key = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
      int length = key.remaining() < Integer.BYTES ? -1 : key.getInt();
      if (length < 0 || length >= key.remaining()) {
        return Optional.empty();
      }
      var type = new byte[length];
      key.get(type);
      return Optional.of(new String(type, StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Whether the keys are equal, apart from their comments.
  static boolean areSame(String one, String other) {
    return withoutComment(one).equals(withoutComment(other));
  }

  private static String withoutComment(String text) {
    String[] parts = text.strip().split("\\s+", 3);
    return parts.length < 2 ? parts[0] : parts[0] + " " + parts[1];
  }
}
