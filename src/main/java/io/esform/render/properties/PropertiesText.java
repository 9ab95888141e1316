package io.esform.render.properties;

import java.util.Locale;

/// Escapes keys and values for `.properties` files. The result is plain ASCII, so that it fits both
/// encodings in which such files are read.
public final class PropertiesText {

  private PropertiesText() {}

  /// Returns the text as a value or as part of one.
  public static String escapeValue(String text) {
    var escaped = escape(text, "");
    return !escaped.isEmpty() && " =:".indexOf(escaped.charAt(0)) >= 0 ? "\\" + escaped : escaped;
  }

  static String escapeKey(String text) {
    return escape(text, " =:#!");
  }

  /// @param also the characters that get a backslash too
  private static String escape(String text, String also) {
    var escaped = new StringBuilder(text.length() + 16);
    text.chars().forEach(character -> append(escaped, (char) character, also));
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, char character, String also) {
    switch (character) {
      case '\\' -> escaped.append("\\\\");
      case '\t' -> escaped.append("\\t");
      case '\n' -> escaped.append("\\n");
      case '\r' -> escaped.append("\\r");
      case '\f' -> escaped.append("\\f");
      default -> {
        if (character < ' ' || character > '~') {
          escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
        } else {
          escaped.append(also.indexOf(character) >= 0 ? "\\" : "").append(character);
        }
      }
    }
  }
}
