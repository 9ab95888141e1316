package io.esform.apply;

import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.EsformBug;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// Identifies one creation. All tries of a creation use the same token, so that a platform
/// recognises repetitions.
///
/// No two creations share a token, even at the same address: platforms remember the tokens of
/// deleted objects.
final class CreationToken {

  private static final int BYTES = 16;

  private CreationToken() {}

  /// 32 hexadecimal digits.
  static String random(RandomGenerator random) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// The token of an unfinished creation in a state of an earlier version of esform, which derived
  /// the token and did not record it.
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
