package io.esform.render.toml;

import io.esform.render.toml.TomlStatement.Kind;
import java.util.ArrayList;
import java.util.List;

/// Finds the statements of a TOML text. Checks only the syntax that decides where they end.
final class TomlScanner {

  private static final int DEEPEST = 100;

  private final String text;
  private final List<TomlStatement> found = new ArrayList<>();
  private List<String> section = List.of();
  private int at;

  private TomlScanner(String text) {
    this.text = text;
  }

  /// The statements in the order of the text.
  static List<TomlStatement> statements(String text) throws MalformedTomlException {
    var scanner = new TomlScanner(text);
    while (scanner.at < text.length()) {
      scanner.line();
    }
    return scanner.found;
  }

  /// The text of a string value; any other value as spelled.
  static String plain(String value) {
    if (value.startsWith("'")) {
      return value.substring(1, value.length() - 1);
    }
    return value.startsWith("\"")
        ? TomlText.unescape(value.substring(1, value.length() - 1))
        : value;
  }

  private void line() throws MalformedTomlException {
    int start = at;
    skipBlanks();
    if (is('#') || is('\r') || is('\n') || at == text.length()) {
      endOfLine();
      return;
    }
    int value = at;
    var kind = is('[') ? (isAt("[[") ? Kind.ENTRY : Kind.TABLE) : Kind.KEY;
    List<String> path;
    int inherited = 0;
    if (kind == Kind.KEY) {
      path = new ArrayList<>(section);
      inherited = section.size();
      path.addAll(key());
      expect("=");
      skipBlanks();
      value = at;
      skipValue(0);
    } else {
      path = header(kind == Kind.ENTRY ? 2 : 1);
      section = path;
    }
    int valueEnd = at;
    int comment = endOfLine();
    found.add(new TomlStatement(kind, path, inherited, start, value, valueEnd, comment, at));
  }

  private List<String> header(int brackets) throws MalformedTomlException {
    at += brackets;
    skipBlanks();
    var path = key();
    expect("]".repeat(brackets));
    return path;
  }

  /// Moves to the next line; returns the start of a comment, or -1.
  private int endOfLine() throws MalformedTomlException {
    skipBlanks();
    int comment = is('#') ? at : -1;
    if (comment >= 0) {
      skipComment();
    }
    if (at == text.length()) {
      return comment;
    }
    if (isAt("\r\n")) {
      at++;
    }
    expect("\n");
    return comment;
  }

  private void skipComment() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : text.charAt(end - 1) == '\r' ? end - 1 : end;
  }

  private List<String> key() throws MalformedTomlException {
    var path = new ArrayList<String>();
    while (true) {
      int start = at;
      if (is('"') || is('\'')) {
        skipString();
      } else {
        while (at < text.length() && isBare(text.charAt(at))) {
          at++;
        }
      }
      if (at == start) {
        throw MalformedTomlException.at(text, at);
      }
      path.add(plain(text.substring(start, at)));
      skipBlanks();
      if (!is('.')) {
        return path;
      }
      at++;
      skipBlanks();
    }
  }

  private void skipValue(int depth) throws MalformedTomlException {
    if (depth > DEEPEST) {
      throw MalformedTomlException.at(text, at);
    }
    if (isAt("\"\"\"") || isAt("'''")) {
      skipLongString(text.charAt(at));
    } else if (is('"') || is('\'')) {
      skipString();
    } else if (is('[')) {
      skipArray(depth);
    } else if (is('{')) {
      skipInlineTable(depth);
    } else {
      skipScalar();
    }
  }

  private void skipScalar() throws MalformedTomlException {
    int start = at;
    while (at < text.length() && ",]}#\r\n\"'".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    while (at > start && isBlank(text.charAt(at - 1))) {
      at--;
    }
    if (at == start) {
      throw MalformedTomlException.at(text, at);
    }
  }

  private void skipString() throws MalformedTomlException {
    int start = at;
    char quote = text.charAt(at);
    at++;
    while (!is(quote)) {
      if (is('\\') && quote == '"') {
        at++;
      }
      if (at >= text.length() || is('\n')) {
        throw MalformedTomlException.at(text, start);
      }
      at++;
    }
    at++;
  }

  /// Skips a string in triple quotes, which may end in up to two further quotes.
  private void skipLongString(char quote) throws MalformedTomlException {
    int start = at;
    at += 3;
    while (!isAt(String.valueOf(quote).repeat(3))) {
      at += is('\\') && quote == '"' ? 2 : 1;
      if (at >= text.length()) {
        throw MalformedTomlException.at(text, start);
      }
    }
    at += 3;
    for (int further = 0; further < 2 && is(quote); further++) {
      at++;
    }
  }

  private void skipArray(int depth) throws MalformedTomlException {
    at++;
    skipLines();
    while (!is(']')) {
      skipValue(depth + 1);
      skipLines();
      if (is(',')) {
        at++;
        skipLines();
      } else if (!is(']')) {
        throw MalformedTomlException.at(text, at);
      }
    }
    at++;
  }

  private void skipInlineTable(int depth) throws MalformedTomlException {
    at++;
    skipBlanks();
    while (!is('}')) {
      key();
      expect("=");
      skipBlanks();
      skipValue(depth + 1);
      skipBlanks();
      if (is(',')) {
        at++;
        skipBlanks();
      } else if (!is('}')) {
        throw MalformedTomlException.at(text, at);
      }
    }
    at++;
  }

  private void skipLines() {
    while (at < text.length() && (isBlank(text.charAt(at)) || is('\r') || is('\n') || is('#'))) {
      if (is('#')) {
        skipComment();
      } else {
        at++;
      }
    }
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private void expect(String word) throws MalformedTomlException {
    if (!isAt(word)) {
      throw MalformedTomlException.at(text, at);
    }
    at += word.length();
  }

  private boolean is(char character) {
    return at < text.length() && text.charAt(at) == character;
  }

  private boolean isAt(String word) {
    return text.startsWith(word, at);
  }

  private static boolean isBlank(char character) {
    return character == ' ' || character == '\t';
  }

  private static boolean isBare(char character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || character == '_'
        || character == '-';
  }
}
