package io.esform.config;

import io.esform.diag.SourceRange;
import io.esform.lang.ast.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An input variable.
///
/// @param constraint what a given value is converted to
/// @param defaultValue null when the variable is required; refers to nothing
/// @param nullable whether null is a value of it; if not, null means the default
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
