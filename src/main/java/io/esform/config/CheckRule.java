package io.esform.config;

import io.esform.diag.SourceRange;
import io.esform.lang.ast.Expression;

/// A `validation`, `precondition`, `postcondition` or `assert` block.
public record CheckRule(Expression condition, Expression errorMessage, SourceRange range) {}
