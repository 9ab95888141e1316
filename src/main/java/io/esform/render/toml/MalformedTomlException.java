package io.esform.render.toml;

/// Thrown for text that is not TOML or that has another shape than a change expects; the message
/// contains the line and the reason.
public final class MalformedTomlException extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedTomlException(String message) {
    super(message);
  }

  /// For a syntax error.
  ///
  /// @param offset its offset in the text, 0-based, UTF-16
  static MalformedTomlException at(String text, int offset) {
    return new MalformedTomlException("expected TOML: line " + line(text, offset));
  }

  /// The 1-based line of an offset.
  static int line(String text, int offset) {
    return 1 + (int) text.substring(0, offset).chars().filter(each -> each == '\n').count();
  }
}
