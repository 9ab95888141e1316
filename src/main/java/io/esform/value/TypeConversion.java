package io.esform.value;

import io.esform.value.Type.AnyType;
import io.esform.value.Type.ListType;
import io.esform.value.Type.MapType;
import io.esform.value.Type.ObjectType;
import io.esform.value.Type.Primitive;
import io.esform.value.Type.SetType;
import io.esform.value.Type.TupleType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Computes the type after a conversion for unknowns and nulls, which have no content.
final class TypeConversion {

  private TypeConversion() {}

  /// The type of a value of type `from` after conversion to `wanted`; empty when no such value can
  /// be converted. Each `any` in `wanted` is filled from `from`, as far as that is known.
  static Optional<Type> resolve(Type from, Type wanted) {
    if (wanted instanceof AnyType) {
      return Optional.of(Unification.withoutOptional(from));
    }
    if (from instanceof AnyType || from.equals(wanted)) {
      return Optional.of(Unification.withoutOptional(wanted));
    }
    return switch (wanted) {
      case Primitive primitive -> primitive(from, primitive);
      case ListType(var element) -> sequenceElement(from, element).map(Types::list);
      case SetType(var element) -> sequenceElement(from, element).map(Types::set);
      case MapType(var element) -> mappingElement(from, element).map(Types::map);
      case TupleType(var elements) ->
          from instanceof TupleType(var given) ? tuple(given, elements) : Optional.empty();
      case ObjectType object -> object(from, object);
      case AnyType() -> Optional.of(from);
    };
  }

  private static Optional<Type> primitive(Type from, Primitive wanted) {
    boolean converts =
        from instanceof Primitive
            && (from.equals(wanted) || from.equals(Types.STRING) || wanted.equals(Types.STRING));
    return converts ? Optional.of(wanted) : Optional.empty();
  }

  private static Optional<Type> sequenceElement(Type from, Type wanted) {
    return switch (from) {
      case ListType(var element) -> resolve(element, wanted);
      case SetType(var element) -> resolve(element, wanted);
      case TupleType(var elements) -> common(elements, wanted);
      case Primitive _, MapType _, ObjectType _ -> Optional.empty();
      case AnyType() -> Optional.of(wanted);
    };
  }

  private static Optional<Type> mappingElement(Type from, Type wanted) {
    return switch (from) {
      case MapType(var element) -> resolve(element, wanted);
      case ObjectType(var attributes, _) -> common(List.copyOf(attributes.values()), wanted);
      case Primitive _, ListType _, SetType _, TupleType _ -> Optional.empty();
      case AnyType() -> Optional.of(wanted);
    };
  }

  private static Optional<Type> common(List<Type> given, Type wanted) {
    var resolved = new ArrayList<Type>();
    for (Type type : given) {
      Optional<Type> one = resolve(type, wanted);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      resolved.add(one.get());
    }
    if (given.isEmpty()) {
      return Optional.of(Unification.withoutOptional(wanted));
    }
    return resolved.stream().anyMatch(AnyType.class::isInstance)
        ? Optional.of(Types.ANY)
        : Unification.unify(resolved);
  }

  private static Optional<Type> tuple(List<Type> given, List<Type> wanted) {
    if (given.size() != wanted.size()) {
      return Optional.empty();
    }
    var resolved = new ArrayList<Type>();
    for (int index = 0; index < given.size(); index++) {
      Optional<Type> element = resolve(given.get(index), wanted.get(index));
      if (element.isEmpty()) {
        return Optional.empty();
      }
      resolved.add(element.get());
    }
    return Optional.of(Types.tuple(resolved));
  }

  private static Optional<Type> object(Type from, ObjectType wanted) {
    if (!(from instanceof ObjectType) && !(from instanceof MapType)) {
      return Optional.empty();
    }
    var resolved = new LinkedHashMap<String, Type>();
    for (var attribute : wanted.attributes().entrySet()) {
      Type given =
          switch (from) {
            case ObjectType object -> object.attributes().get(attribute.getKey());
            case MapType(var element) -> element;
            case Primitive _, ListType _, SetType _, TupleType _, AnyType() -> null;
          };
      if (given == null && !wanted.optional().contains(attribute.getKey())) {
        return Optional.empty();
      }
      Optional<Type> one = resolve(given == null ? Types.ANY : given, attribute.getValue());
      if (one.isEmpty()) {
        return Optional.empty();
      }
      resolved.put(attribute.getKey(), one.get());
    }
    return Optional.of(Types.object(resolved));
  }
}
