package io.esform.es;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether a private key in PEM belongs to a public key. Keys that are encrypted or of another form
/// are not checked.
final class PrivateKeyMatch {

  private static final Pattern PEM =
      Pattern.compile(
          "(?s)-----BEGIN (?<form>(?:RSA |EC )?PRIVATE KEY)-----\\s+(?<body>[A-Za-z0-9+/=\\s]+)-----END");

  private static final byte SEQUENCE = 0x30;
  private static final byte OCTET_STRING = 0x04;
  private static final byte[] VERSION = {0x02, 0x01, 0x00};

  private PrivateKeyMatch() {}

  /// Whether the key belongs to another public key; false if that cannot be found out.
  static boolean differs(String pem, PublicKey key) {
    return read(pem).map(encoded -> isOther(encoded, pem, key)).orElse(false);
  }

  private static Optional<byte[]> read(String pem) {
    Matcher found = PEM.matcher(pem);
    try {
      return found.find()
          ? Optional.of(Base64.getMimeDecoder().decode(found.group("body")))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static boolean isOther(byte[] encoded, String pem, PublicKey key) {
    boolean isPlain = pem.contains("-----BEGIN PRIVATE KEY-----");
    try {
      byte[] information = isPlain ? encoded : wrapped(encoded, key);
      PrivateKey secret =
          KeyFactory.getInstance(key.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(information));
      return !verifies(secret, key);
    } catch (GeneralSecurityException _) {
      // A key of another algorithm, or a text that only looks like a key.
      return isPlain ? isKeyOfAnotherAlgorithm(encoded, key) : isOtherForm(pem, key);
    }
  }

  private static boolean isOtherForm(String pem, PublicKey key) {
    return pem.contains("BEGIN RSA ") != key.getAlgorithm().equals("RSA");
  }

  private static boolean isKeyOfAnotherAlgorithm(byte[] encoded, PublicKey key) {
    for (String algorithm : new String[] {"RSA", "EC", "Ed25519"}) {
      try {
        KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        return !key.getAlgorithm().equals(algorithm);
      } catch (GeneralSecurityException _) {
        // Not this one.
      }
    }
    return false;
  }

  /// The key in PKCS #8, with the algorithm of the public key.
  private static byte[] wrapped(byte[] key, PublicKey other) {
    return tagged(SEQUENCE, VERSION, algorithm(other.getEncoded()), tagged(OCTET_STRING, key));
  }

  /// The first element of a SubjectPublicKeyInfo, with its header.
  private static byte[] algorithm(byte[] information) {
    int start = 2 + lengthBytes(information, 1);
    int end = start + 2 + lengthBytes(information, start + 1) + length(information, start + 1);
    return Arrays.copyOfRange(information, start, end);
  }

  /// The number of bytes after the first byte of a length.
  private static int lengthBytes(byte[] der, int at) {
    int first = der[at] & 0xFF;
    return first < 0x80 ? 0 : first & 0x7F;
  }

  private static int length(byte[] der, int at) {
    int count = lengthBytes(der, at);
    int length = count == 0 ? der[at] & 0xFF : 0;
    for (int index = 1; index <= count; index++) {
      length = (length << 8) | (der[at + index] & 0xFF);
    }
    return length;
  }

  private static byte[] tagged(byte tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    var out = new ByteArrayOutputStream();
    out.write(tag);
    int size = content.size();
    if (size < 0x80) {
      out.write(size);
    } else {
      out.write(0x82);
      out.write(size >> 8);
      out.write(size);
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  private static boolean verifies(PrivateKey secret, PublicKey key)
      throws GeneralSecurityException {
    byte[] text = "esform".getBytes(StandardCharsets.US_ASCII);
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(secret);
    signer.update(text);
    byte[] signature = signer.sign();
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(key);
    verifier.update(text);
    return verifier.verify(signature);
  }
}
