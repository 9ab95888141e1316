package io.esform.schema;

import io.esform.value.Type;
import io.esform.value.Type.AnyType;
import io.esform.value.Type.ListType;
import io.esform.value.Type.MapType;
import io.esform.value.Type.ObjectType;
import io.esform.value.Type.Primitive;
import io.esform.value.Type.SetType;
import io.esform.value.Type.TupleType;
import java.util.Set;
import java.util.TreeSet;

/// Finds types that are or contain `any`.
final class OpenTypes {

  private OpenTypes() {}

  /// The names of the attributes of an object whose types are or contain `any`.
  static Set<String> attributes(Type object) {
    var names = new TreeSet<String>();
    if (object instanceof ObjectType(var attributes, _)) {
      attributes.forEach((name, type) -> {
        if (isOpen(type)) {
          names.add(name);
        }
      });
    }
    return names;
  }

  private static boolean isOpen(Type type) {
    return switch (type) {
      case AnyType() -> true;
      case Primitive _ -> false;
      case ListType(var element) -> isOpen(element);
      case SetType(var element) -> isOpen(element);
      case MapType(var element) -> isOpen(element);
      case TupleType(var elements) -> elements.stream().anyMatch(OpenTypes::isOpen);
      case ObjectType(var attributes, _) ->
          attributes.values().stream().anyMatch(OpenTypes::isOpen);
    };
  }
}
