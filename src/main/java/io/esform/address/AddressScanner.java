package io.esform.address;

/// Reads the parts of an address from left to right.
final class AddressScanner {

  /// Thrown when the text does not match; the message completes "it is not an address: …".
  static final class Mismatch extends Exception {
    private static final long serialVersionUID = 1L;

    private final int column;

    private Mismatch(String expected, int column) {
      super(expected);
      this.column = column;
    }

    /// 1-based, in UTF-16 units.
    int column() {
      return column;
    }
  }

  private final String text;
  private int at;

  AddressScanner(String text) {
    this.text = text;
  }

  String name(String what) throws Mismatch {
    int start = at;
    while (at < text.length() && isNamePart(text.codePointAt(at), at == start)) {
      at += Character.charCount(text.codePointAt(at));
    }
    if (at == start) {
      throw expected(what);
    }
    return text.substring(start, at);
  }

  private static boolean isNamePart(int point, boolean first) {
    return first
        ? Character.isUnicodeIdentifierStart(point) || point == '_'
        : Character.isUnicodeIdentifierPart(point) || point == '-';
  }

  void dot() throws Mismatch {
    take('.', "a dot");
  }

  boolean isAtEnd() {
    return at >= text.length();
  }

  /// Skips that text if it is next.
  boolean skip(String wanted) {
    boolean found = text.startsWith(wanted, at);
    at += found ? wanted.length() : 0;
    return found;
  }

  void end() throws Mismatch {
    if (at < text.length()) {
      throw expected("the end of the address");
    }
  }

  /// Reads the key in brackets; no key if the next character is not a bracket.
  InstanceKey key() throws Mismatch {
    if (at >= text.length() || text.charAt(at) != '[') {
      return InstanceKey.none();
    }
    at++;
    InstanceKey key =
        at < text.length() && text.charAt(at) == '"' ? InstanceKey.of(quoted()) : index();
    take(']', "a closing bracket");
    return key;
  }

  private InstanceKey index() throws Mismatch {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    try {
      return InstanceKey.of(Integer.parseInt(text.substring(start, at)));
    } catch (NumberFormatException _) {
      at = start;
      throw expected("a whole number or a quoted name");
    }
  }

  private String quoted() throws Mismatch {
    at++;
    var name = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.startsWith("$${", at) || text.startsWith("%%{", at)) {
        name.append(text, at + 1, at + 3);
        at += 3;
      } else if (text.charAt(at) == '\\') {
        at++;
        name.append(escaped());
      } else {
        name.append(text.charAt(at++));
      }
    }
    take('"', "a closing quote");
    return name.toString();
  }

  private char escaped() throws Mismatch {
    char letter = at < text.length() ? text.charAt(at) : ' ';
    char meant =
        switch (letter) {
          case '"', '\\' -> letter;
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          default -> throw expected("one of \\\" \\\\ \\n \\r \\t");
        };
    at++;
    return meant;
  }

  private void take(char wanted, String what) throws Mismatch {
    if (at >= text.length() || text.charAt(at) != wanted) {
      throw expected(what);
    }
    at++;
  }

  private Mismatch expected(String what) {
    return new Mismatch("expected " + what, at + 1);
  }
}
