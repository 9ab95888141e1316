package io.esform.value;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/// The type of a value. Equality is structural; created by {@link Types}.
public sealed interface Type {

  /// The three primitive types.
  enum Primitive implements Type {
    STRING,
    NUMBER,
    BOOL
  }

  /// The type of an unknown or null value whose type is not known, and the constraint `any`.
  record AnyType() implements Type {}

  record ListType(Type element) implements Type {}

  record SetType(Type element) implements Type {}

  record MapType(Type element) implements Type {}

  /// A sequence of fixed length, with one type per element.
  record TupleType(List<Type> elements) implements Type {
    public TupleType {
      elements = List.copyOf(elements);
    }
  }

  /// @param attributes by name, sorted by name
  /// @param optional names of attributes that may be missing in a conversion to this type (they
  ///   become null)
  record ObjectType(SequencedMap<String, Type> attributes, Set<String> optional) implements Type {
    public ObjectType {
      attributes = sortedCopy(attributes);
      optional =
          optional.isEmpty()
              ? Set.of()
              : Collections.unmodifiableSortedSet(new TreeSet<>(optional));
    }

    private static SequencedMap<String, Type> sortedCopy(Map<String, Type> map) {
      var copy = new LinkedHashMap<String, Type>();
      map.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(entry -> copy.put(entry.getKey(), entry.getValue()));
      return Collections.unmodifiableSequencedMap(copy);
    }
  }

  /// The type in the syntax of the configuration: `list(string)`, `object({a = number})`.
  default String display() {
    return switch (this) {
      case Primitive.STRING -> "string";
      case Primitive.NUMBER -> "number";
      case Primitive.BOOL -> "bool";
      case AnyType() -> "any";
      case ListType(var element) -> "list(" + element.display() + ")";
      case SetType(var element) -> "set(" + element.display() + ")";
      case MapType(var element) -> "map(" + element.display() + ")";
      case TupleType(var elements) ->
          "tuple([" + String.join(", ", elements.stream().map(Type::display).toList()) + "])";
      case ObjectType(var attributes, var optional) ->
          "object({"
              + String.join(
                  ", ",
                  attributes.entrySet().stream()
                      .map(entry ->
                          entry.getKey()
                              + " = "
                              + (optional.contains(entry.getKey())
                                  ? "optional(" + entry.getValue().display() + ")"
                                  : entry.getValue().display()))
                      .toList())
              + "})";
    };
  }
}
