package io.esform.apply;

import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.EsformBug;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// Names one creation, the same in every try of it, so that a platform recognises a repetition.
///
/// No two creations share a token, even of one address: platforms remember the tokens of objects
/// that are gone.
final class Token {

  private static final int BYTES = 16;

  private Token() {}

  /// 32 hexadecimal digits.
  static String random(RandomGenerator random) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// The token of an unfinished creation in a state that an earlier version of esform has written:
  /// that version derived it and recorded none.
  static String ofEarlierVersion(String lineage, ResourceInstanceAddress address, int generation) {
    String text = lineage + "\n" + address + "\n" + generation;
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException fault) {
      throw new EsformBug("SHA-256 is missing from the Java runtime.", fault);
    }
  }
}
