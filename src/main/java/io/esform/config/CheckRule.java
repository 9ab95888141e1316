package io.esform.config;

import io.esform.diag.SourceRange;
import io.esform.lang.ast.Expression;

/// A `validation` or `precondition` block.
public record CheckRule(Expression condition, Expression errorMessage, SourceRange range) {}
