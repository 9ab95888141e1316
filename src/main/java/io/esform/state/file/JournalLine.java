package io.esform.state.file;

import io.esform.diag.EsformBug;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// One line of a journal: a JSON object whose first member is a checksum of the other members.
/// Detects lines that are truncated or damaged.
final class JournalLine {

  private static final String BEFORE = "{\"crc\":\"";
  private static final String AFTER = "\",";
  private static final int DIGITS = 8;
  private static final int PREFIX = BEFORE.length() + DIGITS + AFTER.length();

  private JournalLine() {}

  /// With the line feed.
  static String write(Json.Builder members) throws StateFault {
    String json = JsonWriter.compact(members.build());
    if (members.isEmpty()) {
      throw new EsformBug("A journal line must have members.");
    }
    String rest = json.substring(1);
    return BEFORE + checksum(rest.getBytes(StandardCharsets.UTF_8), 0) + AFTER + rest + "\n";
  }

  /// The object without its checksum; null when the checksum does not match.
  ///
  /// @param line without the line feed
  static @Nullable String read(byte[] line) {
    if (line.length <= PREFIX) {
      return null;
    }
    String prefix = new String(line, 0, PREFIX, StandardCharsets.ISO_8859_1);
    return prefix.equals(BEFORE + checksum(line, PREFIX) + AFTER)
        ? "{" + new String(line, PREFIX, line.length - PREFIX, StandardCharsets.UTF_8)
        : null;
  }

  private static String checksum(byte[] bytes, int from) {
    var sum = new CRC32C();
    sum.update(bytes, from, bytes.length - from);
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }
}
