package io.esform.config;

import io.esform.diag.SourceRange;
import io.esform.lang.ast.Expression;

/// One name of a `locals` block.
public record LocalValue(String name, Expression value, SourceRange range) {}
