package io.esform.value;

import io.esform.value.Type.AnyType;
import io.esform.value.Type.ObjectType;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// Converts one of several values to their common type.
///
/// An unknown of any type may later have every type, and then the common type is open too: a number
/// may become a string, a tuple a list. In that case the result contains the parts that are certain
/// and is unknown in the rest. Strings and nulls are always certain, because a string absorbs the
/// types it is unified with.
public final class Choice {

  private static final Value UNCERTAIN = Value.unknown(Types.ANY);

  private Choice() {}

  /// The chosen value in the common type; empty when there is no such type.
  public static Optional<Value> of(Value chosen, List<Value> others) {
    boolean isDecided =
        !Unification.isUndecided(chosen) && others.stream().noneMatch(Unification::isUndecided);
    return isDecided ? unified(chosen, others) : Optional.of(certain(chosen, others));
  }

  private static Optional<Value> unified(Value chosen, List<Value> others) {
    return Unification.unify(
            Stream.concat(Stream.of(chosen), others.stream()).map(Value::type).toList())
        .map(type ->
            type.equals(chosen.type())
                ? chosen
                : Conversion.tryConvert(chosen, type).orElse(Value.unknown(type)));
  }

  private static Value certain(Value chosen, List<Value> others) {
    return switch (chosen) {
      case SensitiveValue(var inner) -> Value.sensitive(part(inner, others));
      case StringValue _, NullValue _ -> chosen;
      case ListValue(var type, _) -> type.equals(Types.STRING) ? chosen : UNCERTAIN;
      case MapValue(var type, _) -> type.equals(Types.STRING) ? chosen : UNCERTAIN;
      case NumberValue _, BoolValue _, SetValue _, UnknownValue _ -> UNCERTAIN;
      case TupleValue(var elements) -> tuple(elements, others);
      case ObjectValue(var attributes) -> object(attributes, others);
    };
  }

  private static Value part(Value chosen, List<Value> others) {
    return of(chosen, others).orElse(UNCERTAIN);
  }

  private static Value tuple(List<Value> elements, List<Value> others) {
    return parts(elements, others, other -> elements(other, elements.size()))
        .<Value>map(TupleValue::new)
        .orElse(UNCERTAIN);
  }

  private static Value object(SequencedMap<String, Value> attributes, List<Value> others) {
    return parts(List.copyOf(attributes.values()), others, other -> values(other, attributes))
        .<Value>map(values -> {
          var parts = new TreeMap<String, Value>();
          attributes.keySet().forEach(name -> parts.put(name, values.get(parts.size())));
          return Value.objectOf(parts);
        })
        .orElse(UNCERTAIN);
  }

  /// The certain value of each part; empty when one of the others may have another shape. A null of
  /// any type is ignored.
  ///
  /// @param shape the parts of a value of the same shape; empty for any other shape
  private static Optional<List<Value>> parts(
      List<Value> chosen, List<Value> others, Function<Value, Optional<List<Value>>> shape) {
    var rows = new ArrayList<List<Value>>();
    for (Value other : others) {
      Optional<List<Value>> row = shape.apply(other.unmarked());
      if (row.isPresent()) {
        rows.add(row.get());
      } else if (!(other.unmarked() instanceof NullValue(AnyType()))) {
        return Optional.empty();
      }
    }
    var parts = new ArrayList<Value>();
    for (Value part : chosen) {
      int position = parts.size();
      parts.add(part(part, rows.stream().map(row -> row.get(position)).toList()));
    }
    return Optional.of(parts);
  }

  private static Optional<List<Value>> elements(Value other, int size) {
    List<Value> elements =
        switch (other) {
          case TupleValue(var given) -> given;
          case UnknownValue(TupleType(var types)) -> types.stream().map(Value::unknown).toList();
          case NullValue(TupleType(var types)) -> types.stream().map(Value::nullOf).toList();
          default -> null;
        };
    return Optional.ofNullable(elements).filter(found -> found.size() == size);
  }

  private static Optional<List<Value>> values(Value other, Map<String, Value> like) {
    if (!(other.type() instanceof ObjectType(var types, _))
        || !types.keySet().equals(like.keySet())) {
      return Optional.empty();
    }
    return switch (other) {
      case ObjectValue(var attributes) -> Optional.of(List.copyOf(attributes.values()));
      case UnknownValue _ -> Optional.of(types.values().stream().map(Value::unknown).toList());
      case NullValue _ -> Optional.of(types.values().stream().map(Value::nullOf).toList());
      default -> Optional.empty();
    };
  }
}
