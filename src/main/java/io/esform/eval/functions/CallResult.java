package io.esform.eval.functions;

import io.esform.diag.Diagnostics;
import io.esform.value.Value;

/// What a call gives.
public sealed interface CallResult {

  record Returned(Value value) implements CallResult {}

  /// @param argument the 0-based argument at fault; -1 when none alone is
  /// @param message a clause without capital and final stop; shows no sensitive value
  /// @param diagnostics what was found inside a template the function read
  record Faulted(int argument, String message, Diagnostics diagnostics) implements CallResult {}
}
