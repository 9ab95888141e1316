package io.esform.config;

import io.esform.lang.ast.Expression;

/// How often a resource or module stands.
public sealed interface Repetition {

  /// Once, without a key.
  record Single() implements Repetition {}

  /// `count = …`.
  record Count(Expression count) implements Repetition {}

  /// `for_each = …`.
  record ForEach(Expression collection) implements Repetition {}
}
