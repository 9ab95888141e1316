package io.esform.state.backend.objects;

import io.esform.diag.EsformBug;
import io.esform.state.file.StateCodec.Header;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Identifies the text of a saved state. Two runs may write different states with the same serial;
/// the digest tells them apart.
///
/// @param sha256 of the text, in hexadecimal digits
record StateDigest(Header header, String sha256) {

  private static final String NAME = "state: ";
  private static final int FIELDS = 3;

  static StateDigest of(Header header, String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return new StateDigest(header, HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException missing) {
      throw new EsformBug("The platform has no SHA-256.", missing);
    }
  }

  /// One line.
  String format() {
    return "%s%d %s %s\n".formatted(NAME, header.serial(), sha256, header.lineage());
  }

  /// Null if the line is not one of {@link #format}.
  static @Nullable StateDigest parse(String line) {
    if (!line.startsWith(NAME) || !line.endsWith("\n")) {
      return null;
    }
    String[] fields = line.substring(NAME.length(), line.length() - 1).split(" ", FIELDS);
    try {
      return fields.length == FIELDS
          ? new StateDigest(new Header(Long.parseLong(fields[0]), fields[2]), fields[1])
          : null;
    } catch (NumberFormatException _) {
      return null;
    }
  }
}
