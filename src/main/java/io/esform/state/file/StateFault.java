package io.esform.state.file;

/// The fault that prevents reading or writing a state, with the texts of a diagnostic.
final class StateFault extends Exception {

  private static final long serialVersionUID = 1L;

  private final String summary;
  private final int offset;

  /// @param offset of the fault in the text, 0-based UTF-16; {@link Json#NOWHERE} for none
  StateFault(String summary, String detail, int offset) {
    super(detail);
    this.summary = summary;
    this.offset = offset;
  }

  static StateFault unexpected(Json where, String expected) {
    return new StateFault(
        "Unexpected content in the state", "Expected " + expected + " here.", where.offset());
  }

  String summary() {
    return summary;
  }

  String detail() {
    return String.valueOf(getMessage());
  }

  int offset() {
    return offset;
  }
}
