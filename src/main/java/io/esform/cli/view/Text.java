package io.esform.cli.view;

import java.util.ArrayList;
import java.util.List;

/// Measures and breaks text in terminal columns.
final class Text {

  private static final int TAB_STOP = 4;

  private Text() {}

  /// The width of the text on one line, in columns: 2 for each wide character, 0 for combining
  /// ones.
  static int columns(String text) {
    return text.codePoints().map(Text::columns).sum();
  }

  static int columns(int codePoint) {
    if (codePoint < 0x300) {
      return 1;
    }
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(codePoint) ? 2 : 1;
    };
  }

  /// Blocks whose characters are two columns wide on terminals (Unicode Standard Annex 11).
  private static boolean isWide(int point) {
    return between(point, 0x1100, 0x115F)
        || between(point, 0x2E80, 0x303E)
        || between(point, 0x3041, 0xA4CF)
        || between(point, 0xAC00, 0xD7A3)
        || between(point, 0xF900, 0xFAFF)
        || between(point, 0xFE30, 0xFE6F)
        || between(point, 0xFF00, 0xFF60)
        || between(point, 0xFFE0, 0xFFE6)
        || between(point, 0x1F300, 0x1F64F)
        || between(point, 0x1F680, 0x1F6FF)
        || between(point, 0x1F900, 0x1F9FF)
        || between(point, 0x20000, 0x3FFFD);
  }

  private static boolean between(int point, int first, int last) {
    return point >= first && point <= last;
  }

  /// The text with tabs expanded to spaces and other control characters escaped, such as `\x1b` or
  /// `\u200e`. Line feeds are kept.
  static String printable(String text) {
    if (text.codePoints().noneMatch(Text::isControl)) {
      return text;
    }
    var shown = new StringBuilder(text.length() + 16);
    int column = 0;
    for (int point : text.codePoints().toArray()) {
      String piece = printable(point, column);
      shown.append(piece);
      column = point == '\n' ? 0 : column + columns(piece);
    }
    return shown.toString();
  }

  /// One character as displayed by {@link #printable(String)} at that column.
  static String printable(int point, int column) {
    if (point == '\t') {
      return " ".repeat(TAB_STOP - column % TAB_STOP);
    }
    if (point == '\n' || !isControl(point)) {
      return Character.toString(point);
    }
    String hex = Integer.toHexString(point);
    return point < 0x100 ? "\\x" + (hex.length() < 2 ? "0" : "") + hex : "\\u" + hex;
  }

  private static boolean isControl(int point) {
    return Character.isISOControl(point)
        ? point != '\n'
        : between(point, 0x200E, 0x200F)
            || between(point, 0x202A, 0x202E)
            || between(point, 0x2066, 0x2069);
  }

  /// The lines of the text, wrapped at spaces to at most `width` columns where possible. Lines that
  /// begin with a space (commands to copy, lists) are not wrapped.
  static List<String> wrap(String text, int width) {
    var lines = new ArrayList<String>();
    for (String line : printable(text).split("\n", -1)) {
      if (line.startsWith(" ") || columns(line) <= width) {
        lines.add(line);
      } else {
        wrapLine(line, width, lines);
      }
    }
    return lines;
  }

  private static void wrapLine(String line, int width, List<String> lines) {
    var current = new StringBuilder();
    for (String word : line.split(" ", -1)) {
      if (!current.isEmpty() && columns(current.toString()) + 1 + columns(word) > width) {
        lines.add(current.toString());
        current.setLength(0);
      }
      current.append(current.isEmpty() ? "" : " ").append(word);
    }
    lines.add(current.toString());
  }

  /// The text, padded with spaces to that many columns.
  static String padded(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - columns(text)));
  }

  /// The number with commas between thousands: `16,384`.
  static String grouped(long number) {
    var digits = new StringBuilder(Long.toString(Math.abs(number)));
    for (int index = digits.length() - 3; index > 0; index -= 3) {
      digits.insert(index, ',');
    }
    return (number < 0 ? "-" : "") + digits;
  }

  /// `1 error`, `2 errors`.
  static String counted(long count, String noun) {
    return counted(count, noun, noun + "s");
  }

  static String counted(long count, String one, String several) {
    return grouped(count) + " " + (count == 1 ? one : several);
  }
}
