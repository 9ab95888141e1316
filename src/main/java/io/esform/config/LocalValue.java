package io.esform.config;

import io.esform.diag.SourceRange;
import io.esform.lang.ast.Expression;

/// One local value of a `locals` block.
public record LocalValue(String name, Expression value, SourceRange range) {}
