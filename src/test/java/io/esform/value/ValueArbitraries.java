package io.esform.value;

import io.esform.value.Value.SetValue;
import io.esform.value.Value.TupleValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/// Values and types for properties.
public final class ValueArbitraries {

  private ValueArbitraries() {}

  public static Arbitrary<Type> types() {
    return types(2);
  }

  private static Arbitrary<Type> types(int depth) {
    Arbitrary<Type> primitives = Arbitraries.of(Types.STRING, Types.NUMBER, Types.BOOL, Types.ANY);
    if (depth == 0) {
      return primitives;
    }
    Arbitrary<Type> inner = types(depth - 1);
    return Arbitraries.oneOf(
        primitives,
        inner.map(Types::list),
        inner.map(Types::set),
        inner.map(Types::map),
        inner.list().ofMaxSize(2).map(Types::tuple),
        Arbitraries.maps(Arbitraries.of("a", "b", "c"), inner).ofMaxSize(3).map(Types::object));
  }

  /// Wholly known values without marks.
  public static Arbitrary<Value> known() {
    return known(2);
  }

  private static Arbitrary<Value> known(int depth) {
    Arbitrary<Value> primitives =
        Arbitraries.oneOf(
            Arbitraries.of("", "a", "1", "true", "x y", "2.50").map(Value::of),
            Arbitraries.integers().between(-3, 3).map(Value::of),
            Arbitraries.of(true, false).map(Value::of),
            Arbitraries.just(Value.nullOf(Types.ANY)));
    if (depth == 0) {
      return primitives;
    }
    Arbitrary<Value> inner = known(depth - 1);
    Arbitrary<List<String>> texts = Arbitraries.of("a", "b", "1").list().ofMaxSize(3);
    return Arbitraries.oneOf(
        primitives,
        texts.map(Value::listOf),
        texts.map(all -> new SetValue(Types.STRING, all.stream().map(Value::of).toList())),
        inner.list().ofMaxSize(3).map(TupleValue::new),
        Arbitraries.maps(Arbitraries.of("a", "b", "c"), inner).ofMaxSize(3).map(Value::objectOf),
        Arbitraries.maps(Arbitraries.of("a", "b"), Arbitraries.integers().between(0, 9))
            .ofMaxSize(2)
            .map(entries -> {
              var elements = new LinkedHashMap<String, Value>();
              entries.forEach((key, number) -> elements.put(key, Value.of(number)));
              return Value.mapOf(Types.NUMBER, elements);
            }));
  }

  /// Values some of whose parts are sensitive or unknown, of known type.
  public static Arbitrary<Value> any() {
    return known()
        .flatMap(value ->
            Arbitraries.randomValue(random -> disturbed(value, random, random.nextInt(4) == 0)));
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
