package io.esform.config;

import io.esform.diag.SourceRange;
import io.esform.value.Value;
import org.jspecify.annotations.Nullable;

/// A value given to a root variable from outside the configuration.
public sealed interface VariableInput {

  String name();

  /// Text of the command line or the environment: taken as it is by a string variable, read as an
  /// expression by any other.
  ///
  /// @param origin in messages: `-var`, `ESFORM_VAR_region`
  /// @param strict whether a name that is not declared is an error
  record Text(String name, String text, String origin, boolean strict) implements VariableInput {}

  /// A line of a values file.
  record Assigned(String name, Value value, SourceRange range) implements VariableInput {}

  /// The range to name in messages; null for text.
  default @Nullable SourceRange source() {
    return this instanceof Assigned(_, _, var range) ? range : null;
  }
}
