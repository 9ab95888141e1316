package io.esform.eval.functions;

import io.esform.diag.Diagnostics;

/// Signals that a function has no value for its arguments. Thrown by bodies and caught only by
/// {@link Function}. Unchecked, because bodies use lambdas.
final class FunctionFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// The fault is in no single argument.
  static final int NO_ARGUMENT = -1;

  private final int argument;
  private final transient Diagnostics diagnostics;

  /// @param argument 0-based, or {@link #NO_ARGUMENT}
  /// @param message a clause without capital and final stop
  FunctionFault(int argument, String message) {
    this(argument, message, Diagnostics.none());
  }

  /// @param diagnostics the faults inside a template that the body read
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
