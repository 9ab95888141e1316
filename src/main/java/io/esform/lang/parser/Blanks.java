package io.esform.lang.parser;

/// Blanks for strip markers and heredoc indentation: every Unicode space.
final class Blanks {

  private Blanks() {}

  static boolean isBlank(char unit) {
    return Character.isWhitespace(unit) || Character.isSpaceChar(unit) || unit == '\u0085';
  }

  /// The number of blanks at the start of the text.
  static int atStart(String text) {
    int count = 0;
    while (count < text.length() && isBlank(text.charAt(count))) {
      count++;
    }
    return count;
  }

  /// The length of the text without trailing blanks.
  static int endBefore(String text) {
    int end = text.length();
    while (end > 0 && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }
}
