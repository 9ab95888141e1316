package io.esform.render.patch;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds out how a pack's file is encoded.
public final class FileEncoding {

  private static final int DECLARATION = 200;
  private static final Pattern DECLARED =
      Pattern.compile("^(?:\u00EF\u00BB\u00BF)?<\\?xml[^>]*?encoding\\s*=\\s*[\"']([\\w.-]+)");

  private FileEncoding() {}

  /// Returns the encoding that an XML declaration names, or UTF-8 without one (so for JSON); empty
  /// for an encoding that this Java does not have.
  public static Optional<Charset> of(byte[] content) {
    var start =
        new String(content, 0, Math.min(content.length, DECLARATION), StandardCharsets.ISO_8859_1);
    var declared = DECLARED.matcher(start);
    if (!declared.find()) {
      return Optional.of(StandardCharsets.UTF_8);
    }
    try {
      return Optional.of(Charset.forName(declared.group(1)));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }
}
