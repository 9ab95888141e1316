package io.esform.render.patch;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Reads the text of a file of a pack: in the encoding of its XML declaration, or in UTF-8 without
/// one (as in JSON).
///
/// A file is refused, as by the script on hosts, if its bytes do not fit that encoding, and if the
/// encoding is none that the JDK, Python and libxml2 read alike.
final class FileEncoding {

  private static final int DECLARATION = 200;
  private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";
  private static final Pattern DECLARED =
      Pattern.compile("^(?:" + BYTE_ORDER_MARK + ")?<\\?xml[^>]*?encoding\\s*=\\s*[\"']([\\w.-]+)");
  private static final Pattern SUPPORTED =
      Pattern.compile(
          "utf-?8|us-ascii|iso-8859-(?:[1-9]|13|15)|windows-125[0-8]|koi8-r",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern UNICODE = Pattern.compile("utf-?8", Pattern.CASE_INSENSITIVE);

  private FileEncoding() {}

  /// The text of a file with its byte order mark.
  record Decoded(String text, Charset encoding) {}

  static Decoded decode(byte[] content) throws PatchException {
    var start =
        new String(content, 0, Math.min(content.length, DECLARATION), StandardCharsets.ISO_8859_1);
    var name =
        DECLARED.matcher(start).results().map((MatchResult match) -> match.group(1)).findFirst();
    var encoding = name.orElse("utf-8");
    if (!SUPPORTED.matcher(encoding).matches()) {
      throw new PatchException("the encoding " + encoding + " is not supported: use UTF-8");
    }
    if (start.startsWith(BYTE_ORDER_MARK) && !UNICODE.matcher(encoding).matches()) {
      throw new PatchException(
          "the file has the byte order mark of UTF-8 and declares the encoding %s: remove one of them"
              .formatted(encoding));
    }
    var charset = Charset.forName(encoding);
    return new Decoded(decode(content, charset, encoding), charset);
  }

  private static String decode(byte[] content, Charset charset, String encoding)
      throws PatchException {
    var decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var input = ByteBuffer.wrap(content);
    // No supported encoding has more characters than bytes.
    var text = CharBuffer.allocate(content.length);
    if (decoder.decode(input, text, true).isError()) {
      throw new PatchException(
          "the byte 0x%02X at offset %d is not %s: declare the encoding of the file or save it as UTF-8"
              .formatted(content[input.position()], input.position(), encoding));
    }
    decoder.flush(text);
    return text.flip().toString();
  }
}
