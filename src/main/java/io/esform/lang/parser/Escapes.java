package io.esform.lang.parser;

import org.antlr.v4.runtime.Token;

/// Backslash escapes of quoted strings.
final class Escapes {

  private Escapes() {}

  /// The text of a token with resolved escapes. Reports an invalid escape and omits it.
  static String resolve(Token token, TreeBuilder tree) {
    String text = token.getText();
    if (text.indexOf('\\') < 0) {
      return text;
    }
    var resolved = new StringBuilder(text.length());
    int offset = 0;
    while (offset < text.length()) {
      char unit = text.charAt(offset);
      if (unit != '\\') {
        resolved.append(unit);
        offset++;
      } else {
        offset = escape(text, offset, resolved, token, tree);
      }
    }
    return resolved.toString();
  }

  /// Appends the character of the escape at `offset`.
  ///
  /// @return the offset after it
  private static int escape(
      String text, int offset, StringBuilder resolved, Token token, TreeBuilder tree) {
    char kind = offset + 1 < text.length() ? text.charAt(offset + 1) : 0;
    switch (kind) {
      case 'n' -> resolved.append('\n');
      case 'r' -> resolved.append('\r');
      case 't' -> resolved.append('\t');
      case '"' -> resolved.append('"');
      case '\\' -> resolved.append('\\');
      case 'u', 'U' -> {
        return codePoint(text, offset, kind == 'u' ? 4 : 8, resolved, token, tree);
      }
      default -> {
        int length = kind == 0 ? 1 : 1 + Character.charCount(text.codePointAt(offset + 1));
        report(text, offset, offset + length, token, tree);
        return offset + length;
      }
    }
    return offset + 2;
  }

  private static int codePoint(
      String text, int offset, int digits, StringBuilder resolved, Token token, TreeBuilder tree) {
    int end = offset + 2;
    while (end < text.length()
        && end < offset + 2 + digits
        && Character.digit(text.charAt(end), 16) >= 0
        && text.charAt(end) < 128) {
      end++;
    }
    long point =
        end == offset + 2 + digits ? Long.parseLong(text.substring(offset + 2, end), 16) : -1;
    boolean isSurrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    if (point < 0 || point > Character.MAX_CODE_POINT || isSurrogate) {
      report(text, offset, end, token, tree);
    } else {
      resolved.appendCodePoint((int) point);
    }
    return end;
  }

  private static void report(String text, int from, int to, Token token, TreeBuilder tree) {
    int start = token.getStartIndex() + text.codePointCount(0, from);
    tree.sink()
        .error(
            "Invalid escape sequence",
            "\"%s\" is not an escape sequence. The valid ones are \\n, \\r, \\t, \\\", \\\\, \\uNNNN and"
                    .formatted(text.substring(from, to))
                + " \\UNNNNNNNN, where N is a hexadecimal digit. Write a backslash as \\\\.",
            tree.source().range(start, start + text.codePointCount(from, to)));
  }
}
