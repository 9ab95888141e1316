package io.esform.eval.functions;

import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.List;

/// Conversions and marks.
final class TypeFunctions {

  private TypeFunctions() {}

  static Function toText() {
    return conversion("tostring", Types.STRING);
  }

  static Function toNumber() {
    return conversion("tonumber", Types.NUMBER);
  }

  static Function toBool() {
    return conversion("tobool", Types.BOOL);
  }

  static Function toList() {
    return conversion("tolist", Types.list(Types.ANY));
  }

  static Function toSet() {
    return conversion("toset", Types.set(Types.ANY));
  }

  static Function toMap() {
    return conversion("tomap", Types.map(Types.ANY));
  }

  /// The type of the parameter performs the conversion.
  private static Function conversion(String name, Type wanted) {
    return Function.of(
            name,
            wanted,
            arguments -> arguments.get(0),
            Parameter.outer("value", wanted).nullable())
        .giving(arguments -> arguments.getFirst().type());
  }

  static Function sensitive() {
    return Function.of(
            "sensitive",
            Types.ANY,
            arguments -> Value.sensitive(arguments.get(0)),
            Parameter.asGiven("value", Types.ANY))
        .giving(TypeFunctions::same);
  }

  static Function nonsensitive() {
    return Function.of(
            "nonsensitive",
            Types.ANY,
            arguments -> arguments.get(0).unmarked(),
            Parameter.asGiven("value", Types.ANY))
        .giving(TypeFunctions::same);
  }

  static Function issensitive() {
    return Function.of(
        "issensitive",
        Types.BOOL,
        arguments -> Value.of(arguments.get(0).isSensitive()),
        Parameter.asGiven("value", Types.ANY));
  }

  private static Type same(List<Value> arguments) {
    return arguments.getFirst().type();
  }
}
