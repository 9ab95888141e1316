package io.esform.config;

import io.esform.diag.SourceRange;
import io.esform.value.Value;

/// A value given to a root variable from outside the configuration.
public sealed interface VariableInput {

  String name();

  /// Text of the command line or the environment: taken as it is by a string variable, read as an
  /// expression by any other.
  ///
  /// @param origin in messages: `-var`, `ESFORM_VAR_region`
  /// @param strict whether a name that is not declared is an error
  record Text(String name, String text, String origin, boolean strict) implements VariableInput {
    /// What ranges within the text call it.
    public String file() {
      return "<" + origin + " " + name + ">";
    }
  }

  /// A line of a values file.
  record Assigned(String name, Value value, SourceRange range) implements VariableInput {}

  /// The range to name in messages. Text counts as a file of its own, named after where it is from.
  default SourceRange source() {
    return switch (this) {
      case Assigned(_, _, var range) -> range;
      case Text text -> {
        String lastLine = text.text().substring(text.text().lastIndexOf('\n') + 1);
        yield new SourceRange(
            text.file(),
            1,
            1,
            1 + (int) text.text().chars().filter(each -> each == '\n').count(),
            lastLine.codePointCount(0, lastLine.length()) + 1,
            0,
            text.text().length());
      }
    };
  }
}
