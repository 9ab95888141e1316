package io.esform.cli.view;

/// Colours and styles of text on a terminal.
enum Paint {
  BOLD("1"),
  FAINT("2"),
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  CYAN("36"),
  BOLD_RED("1;31"),
  BOLD_YELLOW("1;33");

  private final String code;

  Paint(String code) {
    this.code = code;
  }

  /// The text in the escape sequences of ECMA-48.
  String on(String text) {
    return "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
