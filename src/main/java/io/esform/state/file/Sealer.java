package io.esform.state.file;

import io.esform.diag.EsformBug;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals texts with AES-256-GCM. Each text has a new 12-byte nonce and is bound to its context, so
/// that a sealed text cannot be opened in another place.
///
/// Unchanged texts keep their ciphertext, so that saving a state twice gives the same bytes.
/// Thread-safe.
final class Sealer {

  static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final SecureRandom random;
  private final String check;
  private final Map<String, Pair> known = new ConcurrentHashMap<>();

  private record Pair(String plain, String sealed) {}

  Sealer(byte[] key, SecureRandom random) {
    if (key.length != KEY_BYTES) {
      throw new EsformBug("A key of " + key.length + " bytes was given to a sealer.");
    }
    this.key = new SecretKeySpec(key, "AES");
    this.random = random;
    this.check = checkOf(key);
  }

  /// Identifies the key without revealing it: 16 hex digits.
  String check() {
    return check;
  }

  private static String checkOf(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] digest = mac.doFinal("esform key check".getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (GeneralSecurityException fault) {
      throw new EsformBug("HMAC-SHA256 is missing from the Java runtime.", fault);
    }
  }

  /// Base64 of nonce, ciphertext and tag.
  String seal(String plain, String context) {
    return known
        .compute(
            context,
            (place, before) ->
                before != null && before.plain().equals(plain)
                    ? before
                    : new Pair(plain, encrypt(plain, place)))
        .sealed();
  }

  private String encrypt(String plain, String context) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] body =
          cipher(Cipher.ENCRYPT_MODE, nonce, context)
              .doFinal(plain.getBytes(StandardCharsets.UTF_8));
      byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + body.length);
      System.arraycopy(body, 0, sealed, NONCE_BYTES, body.length);
      return Base64.getEncoder().encodeToString(sealed);
    } catch (GeneralSecurityException fault) {
      throw new EsformBug("AES-256-GCM could not seal a value.", fault);
    }
  }

  /// @throws GeneralSecurityException when it was sealed with another key or in another context, or
  ///   was altered
  String unseal(String sealed, String context) throws GeneralSecurityException {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(sealed);
    } catch (IllegalArgumentException fault) {
      throw new GeneralSecurityException("not base64", fault);
    }
    if (bytes.length < NONCE_BYTES) {
      throw new GeneralSecurityException("too short");
    }
    byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
    byte[] body =
        cipher(Cipher.DECRYPT_MODE, nonce, context)
            .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
    String plain = new String(body, StandardCharsets.UTF_8);
    known.put(context, new Pair(plain, sealed));
    return plain;
  }

  private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce), random);
    cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
