package io.esform.lang.parser;

import io.esform.diag.Diagnostics;

/// What was read, and what was wrong with it.
///
/// @param value the whole tree, or where there are errors what could be read: an expression that
///   did not parse stands as an {@link io.esform.lang.ast.Expression.ErrorExpression}, a definition
///   that cannot be told is left out
/// @param diagnostics in source order
public record ParseResult<T>(T value, Diagnostics diagnostics) {}
