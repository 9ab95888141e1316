package io.esform.render.xml;

/// Escapes text for XML documents.
///
/// The result is plain ASCII and fits every encoding of a document: other characters become numeric
/// references. Line feeds are unchanged.
public final class XmlText {

  private XmlText() {}

  /// Returns the text as element content or as an attribute value in double quotes.
  ///
  /// A tab or line feed in an attribute value would be read as a space; esform writes no such value
  /// into an attribute.
  ///
  /// @throws IllegalArgumentException for a character that XML 1.0 does not allow (most control
  ///   characters, lone surrogates); the message contains its code point, never the text
  public static String escape(String text) {
    var escaped = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(character -> append(escaped, character));
    return escaped.toString();
  }

  /// Whether XML 1.0 allows every character of the text.
  public static boolean isRepresentable(String text) {
    return text.codePoints().allMatch(XmlText::isCharacter);
  }

  private static void append(StringBuilder escaped, int character) {
    switch (character) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '"' -> escaped.append("&quot;");
      default -> {
        if (!isCharacter(character)) {
          throw new IllegalArgumentException(
              "XML does not allow the character U+%04X.".formatted(character));
        }
        if (character == '\r' || character > '~') {
          escaped.append("&#").append(character).append(';');
        } else {
          escaped.append((char) character);
        }
      }
    }
  }

  private static boolean isCharacter(int character) {
    return character == '\t'
        || character == '\n'
        || character == '\r'
        || (character >= 0x20 && character <= 0xD7FF)
        || (character >= 0xE000 && character <= 0xFFFD)
        || character >= 0x10000;
  }
}
