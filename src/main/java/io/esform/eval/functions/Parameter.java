package io.esform.eval.functions;

import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Value;

/// A parameter of a function.
///
/// @param type the argument is converted to it before the body runs
/// @param isNullable whether the body accepts null; else a null is an error
public record Parameter(String name, Type type, boolean isNullable, Reach reach) {

  /// The part of an argument that the body reads.
  public enum Reach {
    /// The whole value: a nested unknown makes the result unknown, a nested sensitive mark makes it
    /// sensitive.
    WHOLE,
    /// The outer layer only; unknown and sensitive elements pass through the body unchanged.
    OUTER,
    /// The value as given; it may be unknown and have sensitive marks.
    AS_GIVEN
  }

  static Parameter of(String name, Type type) {
    return new Parameter(name, type, false, Reach.WHOLE);
  }

  /// A parameter whose elements the body only moves.
  static Parameter outer(String name, Type type) {
    return new Parameter(name, type, false, Reach.OUTER);
  }

  static Parameter asGiven(String name, Type type) {
    return new Parameter(name, type, true, Reach.AS_GIVEN);
  }

  /// Whether the conversion or the body reads a sensitive part of the argument.
  boolean looksAtSecret(Value argument) {
    return switch (reach) {
      case WHOLE -> argument.containsSensitive();
      case OUTER ->
          argument.isSensitive() || (!type.equals(Types.ANY) && argument.containsSensitive());
      case AS_GIVEN -> false;
    };
  }

  Parameter nullable() {
    return new Parameter(name, type, true, reach);
  }
}
