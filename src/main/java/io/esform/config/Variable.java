package io.esform.config;

import io.esform.diag.SourceRange;
import io.esform.lang.ast.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An input variable.
///
/// @param constraint the type that values are converted to, with defaults
/// @param defaultValue null if the variable is required; contains no references
/// @param nullable whether null is an allowed value; if not, null means the default
public record Variable(
    String name,
    TypeConstraint constraint,
    @Nullable Expression defaultValue,
    String description,
    boolean sensitive,
    boolean nullable,
    List<CheckRule> validations,
    SourceRange range) {

  public Variable {
    validations = List.copyOf(validations);
  }

  public boolean isRequired() {
    return defaultValue == null;
  }
}
