package io.esform.render.patch;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds the encoding of a file of a pack.
public final class FileEncoding {

  private static final int DECLARATION = 200;
  private static final Pattern DECLARED =
      Pattern.compile("^(?:\u00EF\u00BB\u00BF)?<\\?xml[^>]*?encoding\\s*=\\s*[\"']([\\w.-]+)");

  private FileEncoding() {}

  /// Returns the encoding in the XML declaration, or UTF-8 without a declaration (as in JSON);
  /// empty for an encoding that the JDK does not support.
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
