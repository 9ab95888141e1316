package io.esform.eval.functions;

import io.esform.diag.Diagnostics;

/// Says that a function cannot give a value for its arguments. Thrown by bodies, caught where they
/// are called, and nowhere else: bodies use lambdas, which a checked exception would not pass.
final class FunctionFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// The fault lies with no single argument.
  static final int NO_ARGUMENT = -1;

  private final int argument;
  private final transient Diagnostics diagnostics;

  /// @param argument 0-based, or {@link #NO_ARGUMENT}
  /// @param message a clause without capital and final stop
  FunctionFault(int argument, String message) {
    this(argument, message, Diagnostics.none());
  }

  /// @param diagnostics what was found in a text of its own (a template)
  FunctionFault(int argument, String message, Diagnostics diagnostics) {
    super(message, null, false, false);
    this.argument = argument;
    this.diagnostics = diagnostics;
  }

  int argument() {
    return argument;
  }

  String text() {
    return String.valueOf(getMessage());
  }

  Diagnostics diagnostics() {
    return diagnostics;
  }
}
