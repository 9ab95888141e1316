package io.esform.eval.functions;

import io.esform.diag.Diagnostics;
import io.esform.value.Value;

/// The result of a function call.
public sealed interface CallResult {

  record Returned(Value value) implements CallResult {}

  /// @param argument the 0-based argument with the fault; -1 when it is in no single argument
  /// @param message a clause without capital and final stop; shows no sensitive value
  /// @param diagnostics the faults inside a template that the function read
  record Faulted(int argument, String message, Diagnostics diagnostics) implements CallResult {}
}
