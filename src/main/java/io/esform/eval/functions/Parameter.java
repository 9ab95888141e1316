package io.esform.eval.functions;

import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Value;

/// What a function asks of one argument.
///
/// @param type the argument is converted to it before the body sees it
/// @param isNullable whether the body wants to see a null; else a null is an error
public record Parameter(String name, Type type, boolean isNullable, Reach reach) {

  /// How much of an argument the body looks at.
  public enum Reach {
    /// All of it: an unknown anywhere inside makes the result unknown, a mark the result sensitive.
    WHOLE,
    /// Only its outer layer; unknown and sensitive elements pass through the body as they are.
    OUTER,
    /// The value as it is given, unknown or marked though it may be.
    AS_GIVEN
  }

  static Parameter of(String name, Type type) {
    return new Parameter(name, type, false, Reach.WHOLE);
  }

  /// One whose elements the body only moves.
  static Parameter outer(String name, Type type) {
    return new Parameter(name, type, false, Reach.OUTER);
  }

  static Parameter asGiven(String name, Type type) {
    return new Parameter(name, type, true, Reach.AS_GIVEN);
  }

  /// Whether the conversion or the body looks into something sensitive in the argument.
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
