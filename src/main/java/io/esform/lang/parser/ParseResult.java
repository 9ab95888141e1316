package io.esform.lang.parser;

import io.esform.diag.Diagnostics;

/// The result of parsing, with its diagnostics.
///
/// @param value the whole tree; with errors, the readable part. An invalid expression becomes an
///   {@link io.esform.lang.ast.Expression.ErrorExpression}, a definition of unknown kind is omitted
/// @param diagnostics in source order
public record ParseResult<T>(T value, Diagnostics diagnostics) {}
