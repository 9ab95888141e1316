package io.esform.config;

import io.esform.lang.ast.Expression;

/// The repetition of a resource or module.
public sealed interface Repetition {

  /// A single instance without a key.
  record Single() implements Repetition {}

  /// `count = …`.
  record Count(Expression count) implements Repetition {}

  /// `for_each = …`.
  record ForEach(Expression collection) implements Repetition {}
}
