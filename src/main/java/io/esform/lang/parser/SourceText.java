package io.esform.lang.parser;

import io.esform.diag.SourceRange;
import java.util.Arrays;
import org.antlr.v4.runtime.Token;

/// The text of one source with its line starts.
///
/// ANTLR counts code points; offsets of a range are UTF-16. An "index" here is in code points.
final class SourceText {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String name;
  private final String text;

  /// UTF-16 offset of each code point and of the end; empty when there are no surrogates.
  private final int[] offsets;

  private final int[] lineStarts;
  private final int length;

  SourceText(String name, String text) {
    this.name = name;
    this.text = text;
    this.length = text.codePointCount(0, text.length());
    this.offsets = length == text.length() ? new int[0] : offsets(text, length);
    this.lineStarts = lineStarts(text);
  }

  private static int[] offsets(String text, int length) {
    int[] offsets = new int[length + 1];
    int offset = 0;
    for (int index = 0; index < length; index++) {
      offsets[index] = offset;
      offset += Character.charCount(text.codePointAt(offset));
    }
    offsets[length] = offset;
    return offsets;
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int lines = 1;
    int index = 0;
    for (int offset = 0; offset < text.length(); offset++) {
      char unit = text.charAt(offset);
      boolean endsPair =
          Character.isLowSurrogate(unit)
              && offset > 0
              && Character.isHighSurrogate(text.charAt(offset - 1));
      if (!endsPair) {
        index++;
      }
      if (unit == '\n') {
        starts = lines == starts.length ? Arrays.copyOf(starts, lines * 2) : starts;
        starts[lines++] = index;
      }
    }
    return Arrays.copyOf(starts, lines);
  }

  String name() {
    return name;
  }

  String text() {
    return text;
  }

  /// The text for the lexer, with a blank in place of a byte order mark.
  String lexerText() {
    return startsWithByteOrderMark() ? " " + text.substring(1) : text;
  }

  private boolean startsWithByteOrderMark() {
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
  }

  int offset(int index) {
    return offsets.length == 0 ? index : offsets[index];
  }

  /// The number of code points.
  int length() {
    return length;
  }

  int index(int offset) {
    return offsets.length == 0 ? offset : text.codePointCount(0, offset);
  }

  /// The line of an index, 1-based.
  int line(int index) {
    int found = Arrays.binarySearch(lineStarts, index);
    return found >= 0 ? found + 1 : -found - 1;
  }

  private int column(int index, int line) {
    int column = index - lineStarts[line - 1] + 1;
    return line == 1 && column > 1 && startsWithByteOrderMark() ? column - 1 : column;
  }

  /// The number of blanks at the start of the line of the index.
  int indentation(int index) {
    int start = offset(lineStarts[line(index) - 1]);
    int end = start;
    while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    return end - start;
  }

  /// Whether the line contains only blanks before the index.
  boolean isFirstOnLine(int index) {
    return index - lineStarts[line(index) - 1] == indentation(index);
  }

  SourceRange range(int startIndex, int endIndex) {
    int end = Math.min(Math.max(startIndex, endIndex), length);
    int start = Math.min(startIndex, end);
    int startLine = line(start);
    int endLine = line(end);
    return new SourceRange(
        name,
        startLine,
        column(start, startLine),
        endLine,
        column(end, endLine),
        offset(start),
        offset(end));
  }

  SourceRange range(Token token) {
    return range(token.getStartIndex(), token.getStopIndex() + 1);
  }

  SourceRange range(Token first, Token last) {
    return range(first.getStartIndex(), last.getStopIndex() + 1);
  }
}
