package io.esform.state.file;

import io.esform.diag.EsformBug;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/// The checksum of a state's text, stored as one of its members: CRC-32C of the UTF-8 bytes, with
/// zeros in place of its own digits.
final class StateChecksum {

  static final String MEMBER = "checksum";
  private static final String KIND = "crc32c:";
  private static final String ZEROS = "00000000";

  /// Placeholder of the checksum while the text is written.
  static final String BLANK = KIND + ZEROS;

  private static final String QUOTED = "\"" + BLANK + "\"";
  private static final int BUFFER_BYTES = 1 << 16;

  private StateChecksum() {}

  /// The text with its checksum.
  ///
  /// @param text that contains the placeholder before any user-defined names
  static String fill(String text) {
    int at = text.indexOf(QUOTED);
    if (at < 0) {
      throw new EsformBug("The text of a state has no place for its checksum.");
    }
    return with(text, at, of(text));
  }

  private static String with(String text, int at, String digits) {
    int from = at + 1 + KIND.length();
    return text.substring(0, from) + digits + text.substring(from + ZEROS.length());
  }

  /// Checks a text that contains a checksum.
  ///
  /// @throws StateFault when the checksum does not match
  static void check(String text, Json member) throws StateFault {
    int at = member.offset();
    boolean whole =
        member instanceof Json.Text(var value, _)
            && value.length() == BLANK.length()
            && text.startsWith("\"" + value + "\"", at)
            && value.equals(KIND + of(with(text, at, ZEROS)));
    if (!whole) {
      throw new StateFault(
          "State file was altered",
          "Its content does not match its checksum: it was damaged on the disk, edited or"
              + " reformatted. If you edited it deliberately, remove the line \"checksum\".",
          at);
    }
  }

  private static String of(String text) {
    var sum = new CRC32C();
    CharsetEncoder encoder =
        StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    var characters = CharBuffer.wrap(text);
    var bytes = ByteBuffer.allocate(BUFFER_BYTES);
    boolean more = true;
    while (more) {
      more = encoder.encode(characters, bytes, true).isOverflow();
      sum.update(bytes.flip());
      bytes.clear();
    }
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }
}
