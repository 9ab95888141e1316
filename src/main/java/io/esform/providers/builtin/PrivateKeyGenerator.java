package io.esform.providers.builtin;

import io.esform.diag.EsformBug;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;

/// Generates private keys and writes them in all formats of `tls_private_key`.
///
/// Separate from the resource type, so that planning loads no cryptography classes.
final class PrivateKeyGenerator {

  private final SecureRandom random;

  PrivateKeyGenerator(SecureRandom random) {
    this.random = random;
  }

  /// The planned object with a new key.
  ObjectValue generate(ObjectValue planned) {
    AsymmetricKeyParameter privateKey = generate(new BlockArguments(planned));
    AsymmetricKeyParameter publicKey = Objects.requireNonNull(Keys.publicKey(privateKey));
    byte[] encoded = encoded(publicKey);
    byte[] ssh = Keys.openSsh(publicKey);
    String sshLine = sshName(publicKey) + " " + Base64.getEncoder().encodeToString(ssh) + "\n";
    return planned
        .with("id", Value.of(HexFormat.of().formatHex(sha256(encoded))))
        .with("private_key_pem", Value.of(Keys.privateKeyPem(privateKey)))
        .with("public_key_pem", Value.of(Keys.pem("PUBLIC KEY", encoded)))
        .with("public_key_openssh", Value.of(sshLine))
        .with("public_key_fingerprint_sha256", Value.of(fingerprint(ssh)));
  }

  private AsymmetricKeyParameter generate(BlockArguments arguments) {
    String algorithm = arguments.text("algorithm").orElse("");
    return switch (algorithm) {
      case "RSA" -> Keys.rsa(arguments.integer("rsa_bits"), random);
      case "ECDSA" -> {
        String curve = arguments.text("ecdsa_curve").orElse("");
        yield Keys.ecdsa(Objects.requireNonNull(Keys.CURVES.get(curve)), random);
      }
      case "ED25519" -> Keys.ed25519(random);
      default -> throw new EsformBug("The algorithm " + algorithm + " passed validation.");
    };
  }

  private static byte[] encoded(AsymmetricKeyParameter publicKey) {
    try {
      return Keys.publicKeyInfo(publicKey).getEncoded();
    } catch (IOException fault) {
      throw new EsformBug("A public key cannot be encoded.", fault);
    }
  }

  private static String sshName(AsymmetricKeyParameter publicKey) {
    return switch (publicKey) {
      case RSAKeyParameters _ -> "ssh-rsa";
      case ECPublicKeyParameters ec ->
          "ecdsa-sha2-nistp" + ec.getParameters().getCurve().getFieldSize();
      default -> "ssh-ed25519";
    };
  }

  private static String fingerprint(byte[] ssh) {
    return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(sha256(ssh));
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException fault) {
      throw new EsformBug("SHA-256 is missing from the Java runtime.", fault);
    }
  }
}
