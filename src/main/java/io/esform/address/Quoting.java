package io.esform.address;

/// Writes text as a quoted string of the language, so that an address can be copied into a
/// configuration.
final class Quoting {

  private Quoting() {}

  static String quote(String text) {
    var quoted = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(point -> appendEscaped(quoted, point));
    return quoted.append('"').toString().replace("${", "$${").replace("%{", "%%{");
  }

  private static void appendEscaped(StringBuilder quoted, int point) {
    switch (point) {
      case '"' -> quoted.append("\\\"");
      case '\\' -> quoted.append("\\\\");
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      default -> quoted.appendCodePoint(point);
    }
  }
}
