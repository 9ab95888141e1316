package io.esform.config;

import io.esform.diag.SourceRange;
import io.esform.value.Value;

/// A value for a root variable from outside the configuration.
public sealed interface VariableInput {

  String name();

  /// Text from the command line or the environment. A string variable uses it unchanged; for other
  /// types it is an expression.
  ///
  /// @param origin in messages: `-var`, `ESFORM_VAR_region`
  /// @param strict whether an undeclared name is an error
  record Text(String name, String text, String origin, boolean strict) implements VariableInput {
    /// The file name of source ranges within the text.
    public String file() {
      return "<" + origin + " " + name + ">";
    }
  }

  /// A line of a values file.
  record Assigned(String name, Value value, SourceRange range) implements VariableInput {}

  /// The range for messages. Text has its own file name, after its origin.
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
