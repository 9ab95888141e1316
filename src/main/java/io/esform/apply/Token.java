package io.esform.apply;

import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.EsformBug;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Names one creation, the same in every try of it, so that a platform can tell a repetition.
final class Token {

  private static final int LENGTH = 32;

  private Token() {}

  /// 32 hex digits.
  static String of(String lineage, ResourceInstanceAddress address, int generation) {
    String text = lineage + "\n" + address + "\n" + generation;
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, LENGTH);
    } catch (NoSuchAlgorithmException fault) {
      throw new EsformBug("SHA-256 is missing from the Java runtime.", fault);
    }
  }
}
