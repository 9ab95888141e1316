package io.esform.state.file;

import io.esform.address.Dependency;
import io.esform.address.ProviderKey;
import io.esform.state.DeposedKey;
import io.esform.state.FailedUpdate;
import io.esform.state.InstanceState;
import io.esform.state.State;
import io.esform.testing.AddressGenerators;
import io.esform.testing.Generator;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.TupleValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Random states that a file can contain.
final class StateGenerators {

  static final Generator<String> TEXTS = Generator.texts("ab$/~\"\\{}\u0000\n é\u2028", 5);

  private static final Generator<BigDecimal> NUMBERS =
      random ->
          new BigDecimal(new BigInteger(1 + random.nextInt(130), random), random.nextInt(21))
              .multiply(BigDecimal.valueOf(random.nextInt(3) - 1));

  private static final Generator<Value> PRIMITIVES =
      Generator.oneOf(
          TEXTS.map(Value::of),
          NUMBERS.map(NumberValue::new),
          Generator.of("1E+400", "1E-300", "100", "0.1", "-0", "12345678901234567890.5")
              .map(text -> new NumberValue(new BigDecimal(text))),
          Generator.of(Value.of(true), Value.of(false), Value.nullOf(Types.ANY)));

  /// Values of JSON: primitives, tuples, objects, nulls of any type; with sensitive marks at any
  /// place.
  private static final Generator<Value> JSON_VALUES = nested(3);

  /// Values that can be restored exactly by their type.
  private static final Generator<Value> TYPED_VALUES = typedValues();

  private static final Generator<Integer> GENERATIONS = Generator.integers(1, 9);

  static final Generator<InstanceState> INSTANCES =
      random -> {
        var status = Generator.of(InstanceState.Status.values()).next(random);
        return new InstanceState(
            ProviderKey.parse(Generator.of("local", "builtin", "aws.west").next(random)),
            objects(JSON_VALUES).next(random).with("dynamic", TYPED_VALUES.next(random)),
            Set.of("dynamic"),
            AddressGenerators.INSTANCES.map(Dependency::on).lists(2).next(random),
            GENERATIONS.next(random),
            status,
            Generator.of(0, 1, 2).next(random),
            status == InstanceState.Status.READY ? null : "0f1e2d",
            failedUpdate(random));
      };

  static final Generator<State> STATES =
      random -> {
        var deposed = new TreeMap<DeposedKey, InstanceState>();
        AddressGenerators.INSTANCES
            .mapsTo(INSTANCES, 2)
            .next(random)
            .forEach((address, object) ->
                deposed.put(new DeposedKey(address, object.generation()), object));
        return new State(
            random.nextLong(Long.MAX_VALUE),
            "lineage",
            new TreeMap<>(AddressGenerators.NAMES.mapsTo(TYPED_VALUES, 2).next(random)),
            new TreeMap<>(AddressGenerators.INSTANCES.mapsTo(INSTANCES, 4).next(random)),
            deposed,
            new TreeMap<>(AddressGenerators.INSTANCES.mapsTo(GENERATIONS, 2).next(random)));
      };

  private StateGenerators() {}

  private static @Nullable FailedUpdate failedUpdate(Random random) {
    if (random.nextInt(3) != 0) {
      return null;
    }
    ObjectValue lastGood =
        random.nextBoolean()
            ? null
            : objects(JSON_VALUES).next(random).with("dynamic", TYPED_VALUES.next(random));
    return new FailedUpdate(lastGood, TEXTS.next(random));
  }

  private static Generator<Value> nested(int depth) {
    if (depth == 0) {
      return marked(PRIMITIVES);
    }
    Generator<Value> inner = nested(depth - 1);
    return marked(Generator.oneOf(PRIMITIVES, inner.lists(3).map(TupleValue::new), objects(inner)));
  }

  private static Generator<Value> marked(Generator<? extends Value> values) {
    return random -> {
      Value value = values.next(random);
      return random.nextInt(6) == 0 ? Value.sensitive(value) : value;
    };
  }

  private static Generator<ObjectValue> objects(Generator<Value> inner) {
    return TEXTS.mapsTo(inner, 3).map(Value::objectOf);
  }

  private static Generator<Value> typedValues() {
    Generator<Value> strings =
        marked(Generator.oneOf(TEXTS.map(Value::of), Generator.of(Value.nullOf(Types.STRING))));
    Generator<Value> flat =
        marked(
            Generator.oneOf(
                strings,
                JSON_VALUES,
                strings.lists(3).map(list -> Value.listOf(Types.STRING, list)),
                strings.lists(3).map(list -> new SetValue(Types.STRING, list)),
                TEXTS.mapsTo(strings, 3).map(map -> Value.mapOf(Types.STRING, map))));
    return marked(Generator.oneOf(flat, objects(flat)));
  }
}
