package io.esform.value;

import io.esform.testing.Generator;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.TupleValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Random values and types for property tests.
public final class ValueGenerators {

  public static final Generator<Type> TYPES = types(2);

  /// Wholly known values without marks.
  public static final Generator<Value> KNOWN = known(2);

  /// Values of known type, with sensitive or unknown parts.
  public static final Generator<Value> ANY =
      random -> disturbed(KNOWN.next(random), random, random.nextInt(4) == 0);

  private ValueGenerators() {}

  private static Generator<Type> types(int depth) {
    Generator<Type> primitives = Generator.of(Types.STRING, Types.NUMBER, Types.BOOL, Types.ANY);
    if (depth == 0) {
      return primitives;
    }
    Generator<Type> inner = types(depth - 1);
    return Generator.oneOf(
        primitives,
        inner.map(Types::list),
        inner.map(Types::set),
        inner.map(Types::map),
        inner.lists(2).map(Types::tuple),
        Generator.of("a", "b", "c").mapsTo(inner, 3).map(Types::object));
  }

  private static Generator<Value> known(int depth) {
    Generator<Value> primitives =
        Generator.oneOf(
            Generator.of("", "a", "1", "true", "x y", "2.50").map(Value::of),
            Generator.integers(-3, 3).map(Value::of),
            Generator.of(true, false).map(Value::of),
            Generator.of(Value.nullOf(Types.ANY)));
    if (depth == 0) {
      return primitives;
    }
    Generator<Value> inner = known(depth - 1);
    Generator<List<String>> texts = Generator.of("a", "b", "1").lists(3);
    return Generator.oneOf(
        primitives,
        texts.map(Value::listOf),
        texts.map(all -> new SetValue(Types.STRING, all.stream().map(Value::of).toList())),
        inner.lists(3).map(TupleValue::new),
        Generator.of("a", "b", "c").mapsTo(inner, 3).map(Value::objectOf),
        Generator.of("a", "b")
            .mapsTo(Generator.integers(0, 9), 2)
            .map(entries -> {
              var elements = new LinkedHashMap<String, Value>();
              entries.forEach((key, number) -> elements.put(key, Value.of(number)));
              return Value.mapOf(Types.NUMBER, elements);
            }));
  }

  private static Value disturbed(Value value, Random random, boolean mark) {
    Value inner =
        switch (value) {
          case TupleValue(var elements) -> {
            var copy = new ArrayList<Value>();
            elements.forEach(
                element -> copy.add(disturbed(element, random, random.nextInt(4) == 0)));
            yield new TupleValue(copy);
          }
          case Value.ObjectValue(var attributes) -> {
            Map<String, Value> copy = new LinkedHashMap<>();
            attributes.forEach((name, element) ->
                copy.put(name, disturbed(element, random, random.nextInt(4) == 0)));
            yield Value.objectOf(copy);
          }
          case Value.StringValue _,
              Value.NumberValue _,
              Value.BoolValue _,
              Value.ListValue _,
              SetValue _,
              Value.MapValue _,
              Value.NullValue _,
              Value.UnknownValue _,
              Value.SensitiveValue _ ->
              random.nextInt(4) == 0 ? Value.unknown(value.type()) : value;
        };
    return mark ? Value.sensitive(inner) : inner;
  }
}
