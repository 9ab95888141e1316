package io.esform.value;

import io.esform.value.Type.AnyType;
import io.esform.value.Type.ListType;
import io.esform.value.Type.MapType;
import io.esform.value.Type.ObjectType;
import io.esform.value.Type.Primitive;
import io.esform.value.Type.SetType;
import io.esform.value.Type.TupleType;
import io.esform.value.Value.BoolValue;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.NullValue;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.SensitiveValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.StringValue;
import io.esform.value.Value.TupleValue;
import io.esform.value.Value.UnknownValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the common type to which values of several types can be converted.
public final class Unification {

  private Unification() {}

  /// The common type, or empty when there is none.
  ///
  /// `any` has no influence on the result. A string absorbs numbers and bools. Tuples of different
  /// lengths become a list, objects with different attributes a map. A list absorbs tuples and
  /// sets, a set absorbs tuples, a map absorbs objects. The common type of no types is `any`.
  public static Optional<Type> unify(Collection<? extends Type> types) {
    var distinct = new LinkedHashSet<Type>(types);
    distinct.remove(Types.ANY);
    if (distinct.isEmpty()) {
      return Optional.of(Types.ANY);
    }
    var several = List.copyOf(distinct);
    if (several.size() == 1) {
      return Optional.of(withoutOptional(several.getFirst()));
    }
    if (several.stream().allMatch(Primitive.class::isInstance)) {
      return several.contains(Types.STRING) ? Optional.of(Types.STRING) : Optional.empty();
    }
    if (several.stream().allMatch(Unification::isSequence)) {
      return sequences(several);
    }
    if (several.stream().allMatch(Unification::isMapping)) {
      return mappings(several);
    }
    return Optional.empty();
  }

  private static boolean isSequence(Type type) {
    return type instanceof ListType || type instanceof SetType || type instanceof TupleType;
  }

  private static boolean isMapping(Type type) {
    return type instanceof MapType || type instanceof ObjectType;
  }

  private static Optional<Type> sequences(List<Type> types) {
    if (types.stream().allMatch(TupleType.class::isInstance)) {
      Optional<Type> tuple = tuples(types.stream().map(TupleType.class::cast).toList());
      if (tuple.isPresent()) {
        return tuple;
      }
    }
    boolean isSet =
        types.stream().anyMatch(SetType.class::isInstance)
            && types.stream().noneMatch(ListType.class::isInstance);
    return unify(types.stream().flatMap(type -> elements(type).stream()).toList())
        .map(element -> isSet ? Types.set(element) : Types.list(element));
  }

  private static Optional<Type> tuples(List<TupleType> types) {
    int size = types.getFirst().elements().size();
    if (types.stream().anyMatch(type -> type.elements().size() != size)) {
      return Optional.empty();
    }
    var unified = new ArrayList<Type>();
    for (int position = 0; position < size; position++) {
      int index = position;
      Optional<Type> element =
          unify(types.stream().map(type -> type.elements().get(index)).toList());
      if (element.isEmpty()) {
        return Optional.empty();
      }
      unified.add(element.get());
    }
    return Optional.of(Types.tuple(unified));
  }

  private static Optional<Type> mappings(List<Type> types) {
    if (types.stream().allMatch(ObjectType.class::isInstance)) {
      Optional<Type> object = objects(types.stream().map(ObjectType.class::cast).toList());
      if (object.isPresent()) {
        return object;
      }
    }
    return unify(types.stream().flatMap(type -> elements(type).stream()).toList()).map(Types::map);
  }

  private static Optional<Type> objects(List<ObjectType> types) {
    var names = types.getFirst().attributes().keySet();
    if (types.stream().anyMatch(type -> !type.attributes().keySet().equals(names))) {
      return Optional.empty();
    }
    var unified = new LinkedHashMap<String, Type>();
    for (String name : names) {
      Optional<Type> attribute =
          unify(
              types.stream()
                  .flatMap(type -> Optional.ofNullable(type.attributes().get(name)).stream())
                  .toList());
      if (attribute.isEmpty()) {
        return Optional.empty();
      }
      unified.put(name, attribute.get());
    }
    return Optional.of(Types.object(unified));
  }

  /// The nested types; empty for a primitive and `any`.
  static Collection<Type> elements(Type type) {
    return switch (type) {
      case ListType(var element) -> List.of(element);
      case SetType(var element) -> List.of(element);
      case MapType(var element) -> List.of(element);
      case TupleType(var elements) -> elements;
      case ObjectType(var attributes, _) -> attributes.values();
      case Primitive _, AnyType() -> List.of();
    };
  }

  /// True if the type is or contains `any`.
  public static boolean containsAny(Type type) {
    return type instanceof AnyType || elements(type).stream().anyMatch(Unification::containsAny);
  }

  /// True if the value is or contains an unknown whose type is open, so that its common type with
  /// other values is open too.
  public static boolean isUndecided(Value value) {
    return switch (value) {
      case UnknownValue(var type) -> containsAny(type);
      case SensitiveValue(var inner) -> isUndecided(inner);
      case ListValue(_, var elements) -> elements.stream().anyMatch(Unification::isUndecided);
      case SetValue(_, var elements) -> elements.stream().anyMatch(Unification::isUndecided);
      case TupleValue(var elements) -> elements.stream().anyMatch(Unification::isUndecided);
      case MapValue(_, var elements) ->
          elements.values().stream().anyMatch(Unification::isUndecided);
      case ObjectValue(var attributes) ->
          attributes.values().stream().anyMatch(Unification::isUndecided);
      case StringValue _, NumberValue _, BoolValue _, NullValue _ -> false;
    };
  }

  /// The type without the list of optional attributes, as values have it.
  public static Type withoutOptional(Type type) {
    return switch (type) {
      case ListType(var element) -> Types.list(withoutOptional(element));
      case SetType(var element) -> Types.set(withoutOptional(element));
      case MapType(var element) -> Types.map(withoutOptional(element));
      case TupleType(var elements) ->
          Types.tuple(elements.stream().map(Unification::withoutOptional).toList());
      case ObjectType(var attributes, _) -> {
        Map<String, Type> plain = new LinkedHashMap<>();
        attributes.forEach((name, attribute) -> plain.put(name, withoutOptional(attribute)));
        yield Types.object(plain);
      }
      case Primitive _, AnyType() -> type;
    };
  }
}
