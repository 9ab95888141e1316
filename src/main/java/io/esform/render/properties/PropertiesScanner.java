package io.esform.render.properties;

import java.util.ArrayList;
import java.util.List;

/// Finds the settings of a text by the rules of `java.util.Properties`.
final class PropertiesScanner {

  private static final int HEXADECIMAL = 16;

  private final String text;
  private final List<Setting> found = new ArrayList<>();

  /// The current logical line: its characters without line breaks, and their offsets.
  private final StringBuilder line = new StringBuilder();

  private final List<Integer> offsets = new ArrayList<>();
  private int at;

  private PropertiesScanner(String text) {
    this.text = text;
  }

  /// The settings in the order of the text.
  static List<Setting> settings(String text) throws MalformedPropertiesException {
    var scanner = new PropertiesScanner(text);
    while (scanner.at < text.length()) {
      scanner.line();
    }
    return scanner.found;
  }

  private void line() throws MalformedPropertiesException {
    skipBlanks();
    while (text.startsWith("\\", at) && at + 1 < text.length() && isLineEnd(at + 1)) {
      at++;
      skipLineEnd();
      skipBlanks();
    }
    if (at == text.length() || isLineEnd(at)) {
      skipLineEnd();
      return;
    }
    if ("#!".indexOf(text.charAt(at)) >= 0) {
      while (at < text.length() && !isLineEnd(at)) {
        at++;
      }
      return;
    }
    int start = at;
    line.setLength(0);
    offsets.clear();
    boolean isContinued = readLine();
    if (!line.isEmpty()) {
      found.add(setting(start, isContinued));
    }
    skipLineEnd();
  }

  /// Reads a logical line up to its end; returns whether the text ends in its last backslash.
  private boolean readLine() {
    while (at < text.length() && !isLineEnd(at)) {
      if (text.charAt(at) != '\\') {
        add();
      } else if (at + 1 == text.length()) {
        at++;
        return true;
      } else if (isLineEnd(at + 1)) {
        at++;
        skipLineEnd();
        skipBlanks();
      } else {
        add();
        add();
      }
    }
    return false;
  }

  private void add() {
    line.append(text.charAt(at));
    offsets.add(at);
    at++;
  }

  private Setting setting(int start, boolean isContinued) throws MalformedPropertiesException {
    int keyEnd = 0;
    while (keyEnd < line.length() && " \t\f=:".indexOf(line.charAt(keyEnd)) < 0) {
      keyEnd += line.charAt(keyEnd) == '\\' ? 2 : 1;
    }
    int value = keyEnd;
    boolean hasSign = false;
    while (value < line.length() && (isBlank(value) || (!hasSign && isSign(value)))) {
      hasSign |= isSign(value);
      value++;
    }
    return new Setting(
        unescaped(0, keyEnd, start),
        unescaped(value, line.length(), start),
        value > keyEnd,
        offsets.get(value - 1) + 1,
        at,
        isContinued);
  }

  private boolean isBlank(int index) {
    return " \t\f".indexOf(line.charAt(index)) >= 0;
  }

  private boolean isSign(int index) {
    return "=:".indexOf(line.charAt(index)) >= 0;
  }

  private String unescaped(int from, int end, int start) throws MalformedPropertiesException {
    var plain = new StringBuilder();
    for (int index = from; index < end; index++) {
      char character = line.charAt(index);
      if (character == '\\') {
        index++;
        character = line.charAt(index);
        if (character == 'u') {
          plain.append(hexadecimal(index + 1, end, start));
          index += 4;
          continue;
        }
        int special = "tnrf".indexOf(character);
        character = special < 0 ? character : "\t\n\r\f".charAt(special);
      }
      plain.append(character);
    }
    return plain.toString();
  }

  private char hexadecimal(int index, int end, int start) throws MalformedPropertiesException {
    var digits = line.substring(index, Math.min(index + 4, end));
    if (!digits.matches("[0-9A-Fa-f]{4}")) {
      throw new MalformedPropertiesException(
          "expected four hexadecimal digits after \\u: line " + lineOf(start));
    }
    return (char) Integer.parseInt(digits, HEXADECIMAL);
  }

  private int lineOf(int offset) {
    return text.substring(0, offset).split("\r\n|\r|\n", -1).length;
  }

  private void skipBlanks() {
    while (at < text.length() && " \t\f".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private void skipLineEnd() {
    at = text.startsWith("\r\n", at) ? at + 2 : Math.min(at + 1, text.length());
  }

  private boolean isLineEnd(int offset) {
    return text.charAt(offset) == '\n' || text.charAt(offset) == '\r';
  }
}
