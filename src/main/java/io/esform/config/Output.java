package io.esform.config;

import io.esform.diag.SourceRange;
import io.esform.lang.ast.Expression;
import java.util.List;

/// An output value.
public record Output(
    String name,
    Expression value,
    String description,
    boolean sensitive,
    List<Expression> dependsOn,
    List<CheckRule> preconditions,
    SourceRange range) {

  public Output {
    dependsOn = List.copyOf(dependsOn);
    preconditions = List.copyOf(preconditions);
  }
}
