package io.esform.state.file;

/// The fault that prevents reading or writing a state, with the texts of a diagnostic.
final class StateFault extends Exception {

  private static final long serialVersionUID = 1L;

  private final String summary;
  private final int offset;
  private final boolean damage;

  /// @param offset of the fault in the text, 0-based UTF-16; {@link Json#NOWHERE} for none
  StateFault(String summary, String detail, int offset) {
    this(summary, detail, offset, true);
  }

  private StateFault(String summary, String detail, int offset, boolean damage) {
    super(detail);
    this.summary = summary;
    this.offset = offset;
    this.damage = damage;
  }

  /// A key that is wrong, missing or unavailable; the document may be undamaged.
  static StateFault ofKey(String summary, String detail) {
    return new StateFault(summary, detail, Json.NOWHERE, false);
  }

  /// The same fault at a position in the text.
  StateFault at(int place) {
    return new StateFault(summary, detail(), place, damage);
  }

  /// Whether the document is at fault, so that an earlier copy of it may help.
  boolean isDamage() {
    return damage;
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
