package io.esform.lang.parser;

import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.lang.parser.grammar.EsformLexer;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CommonToken;

/// Reports characters that are not part of the language, and replaces them with the probably
/// intended token.
final class UnexpectedCharacters {

  private static final String SUMMARY = "Invalid character";

  private final SourceText source;
  private final DiagnosticSink sink;

  UnexpectedCharacters(SourceText source, DiagnosticSink sink) {
    this.source = source;
    this.sink = sink;
  }

  /// Reports the first sign that the text was not UTF-8, and the first NUL or lone carriage return.
  void checkEncoding() {
    String text = source.text();
    boolean encodingReported = false;
    boolean controlReported = false;
    for (int offset = 0; offset < text.length(); offset++) {
      char unit = text.charAt(offset);
      if (!encodingReported && isBroken(text, offset)) {
        encodingReported = true;
        sink.error(
            "Invalid character encoding",
            "The text is not valid UTF-8 from here on. Save the file as UTF-8.",
            at(offset));
      } else if (!controlReported && isUnusable(text, offset)) {
        controlReported = true;
        sink.error(
            SUMMARY,
            unit == 0
                ? "The text contains a NUL character. Save the file as plain UTF-8 text."
                : "The text contains a carriage return without a line feed. Save the file with LF"
                    + " or CRLF line endings.",
            at(offset));
      }
    }
  }

  private static boolean isBroken(String text, int offset) {
    char unit = text.charAt(offset);
    if (Character.isHighSurrogate(unit)) {
      return offset + 1 == text.length() || !Character.isLowSurrogate(text.charAt(offset + 1));
    }
    if (Character.isLowSurrogate(unit)) {
      return offset == 0 || !Character.isHighSurrogate(text.charAt(offset - 1));
    }
    return unit == '\uFFFD';
  }

  private static boolean isUnusable(String text, int offset) {
    char unit = text.charAt(offset);
    return unit == 0
        || (unit == '\r' && (offset + 1 == text.length() || text.charAt(offset + 1) != '\n'));
  }

  private SourceRange at(int offset) {
    int index = source.index(offset);
    return source.range(index, index + 1);
  }

  /// Reports an invalid character and gives the token the type it was probably meant to have.
  ///
  /// @return whether to keep the token
  boolean replace(CommonToken token, CharStream input) {
    String character = token.getText();
    return switch (character) {
      case "'" -> quoted(token, input, "'", "Single quotes are not valid.");
      case "`" -> quoted(token, input, "`", "Backquotes are not valid.");
      case "“", "”", "„" -> quoted(token, input, "“”\"", "Curly quotes are not valid.");
      case "&" ->
          retype(
              token,
              EsformLexer.AND,
              "Bitwise operators are not supported. Did you mean" + " boolean AND (\"&&\")?");
      case "|" ->
          retype(
              token,
              EsformLexer.OR,
              "Bitwise operators are not supported. Did you mean" + " boolean OR (\"||\")?");
      case ";" ->
          retype(
              token,
              EsformLexer.NEWLINE,
              "The \";\" character is not valid. Use newlines"
                  + " to separate arguments and blocks, and commas to separate items in collections.");
      case "\0", "\uFFFD" -> false;
      default -> other(token, input, character.codePointAt(0));
    };
  }

  private boolean retype(CommonToken token, int type, String detail) {
    sink.error(SUMMARY, detail, source.range(token));
    token.setType(type);
    token.setText(token.getText().repeat(2));
    return true;
  }

  /// Reads the text between quotes of the wrong kind as one faulty expression.
  private boolean quoted(CommonToken token, CharStream input, String closers, String fault) {
    int ahead = 1;
    while (!isEndOfLine(input.LA(ahead)) && closers.indexOf(input.LA(ahead)) < 0) {
      ahead++;
    }
    if (!isEndOfLine(input.LA(ahead))) {
      extend(token, input, ahead);
    }
    sink.error(SUMMARY, fault + " Use double quotes (\") to enclose strings.", source.range(token));
    return true;
  }

  private boolean other(CommonToken token, CharStream input, int point) {
    String shown = "U+%04X".formatted(point);
    if (Character.isSpaceChar(point) || Character.getType(point) == Character.FORMAT) {
      sink.error(
          SUMMARY,
          "An invisible character (" + shown + ") is not allowed here. Use ordinary spaces.",
          source.range(token));
      return false;
    }
    int ahead = 0;
    while (Character.isUnicodeIdentifierPart(Math.max(input.LA(ahead + 1), 0))
        && !isEndOfLine(input.LA(ahead + 1))) {
      ahead++;
    }
    sink.error(
        SUMMARY,
        Character.isISOControl(point)
            ? "A control character (" + shown + ") is not allowed here. Remove it."
            : "The character \"" + Character.toString(point) + "\" is not valid here.",
        source.range(token));
    extend(token, input, ahead);
    return true;
  }

  private static void extend(CommonToken token, CharStream input, int ahead) {
    input.seek(input.index() + ahead);
    token.setStopIndex(input.index() - 1);
  }

  private static boolean isEndOfLine(int point) {
    return point == CharStream.EOF || point == '\n' || point == '\r';
  }
}
