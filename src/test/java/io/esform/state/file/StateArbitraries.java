package io.esform.state.file;

import io.esform.address.Dependency;
import io.esform.address.ProviderKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.state.DeposedKey;
import io.esform.state.InstanceState;
import io.esform.state.State;
import io.esform.testing.AddressArbitraries;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.TupleValue;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// Any states that a file can hold.
final class StateArbitraries {

  private StateArbitraries() {}

  static Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab$/~\"\\{}\u0000\n é\u2028").ofMaxLength(5);
  }

  static Arbitrary<Value> primitives() {
    return Arbitraries.oneOf(
        texts().map(Value::of),
        Arbitraries.bigDecimals().ofScale(20).map(NumberValue::new),
        Arbitraries.of("1E+400", "1E-300", "100", "0.1", "-0", "12345678901234567890.5")
            .map(text -> new NumberValue(new BigDecimal(text))),
        Arbitraries.of(Value.of(true), Value.of(false), Value.nullOf(Types.ANY)));
  }

  /// What JSON has: primitives, tuples, objects, nulls of any type; sensitive marks anywhere.
  static Arbitrary<Value> jsonValues() {
    return nested(primitives(), 3);
  }

  private static Arbitrary<Value> nested(Arbitrary<Value> leaves, int depth) {
    if (depth == 0) {
      return marked(leaves);
    }
    Arbitrary<Value> inner = nested(leaves, depth - 1);
    return marked(
        Arbitraries.oneOf(
            leaves,
            inner.list().ofMaxSize(3).map(TupleValue::new),
            objects(inner).map(object -> object)));
  }

  private static Arbitrary<Value> marked(Arbitrary<Value> values) {
    return Combinators.combine(values, Arbitraries.integers().between(0, 5))
        .as((value, dice) -> dice == 0 ? Value.sensitive(value) : value);
  }

  static Arbitrary<ObjectValue> objects(Arbitrary<Value> inner) {
    return Arbitraries.maps(texts(), inner).ofMaxSize(3).map(Value::objectOf);
  }

  /// Values whose type says all about them, so that it brings them back exactly.
  static Arbitrary<Value> typedValues() {
    Arbitrary<Value> strings =
        marked(
            Arbitraries.oneOf(
                texts().map(Value::of), Arbitraries.just(Value.nullOf(Types.STRING))));
    Arbitrary<Value> flat =
        marked(
            Arbitraries.oneOf(
                strings,
                jsonValues(),
                strings.list().ofMaxSize(3).map(list -> Value.listOf(Types.STRING, list)),
                strings.list().ofMaxSize(3).map(list -> new SetValue(Types.STRING, list)),
                Arbitraries.maps(texts(), strings)
                    .ofMaxSize(3)
                    .map(map -> Value.mapOf(Types.STRING, map))));
    return marked(Arbitraries.oneOf(flat, objects(flat).map(object -> object)));
  }

  static Arbitrary<InstanceState> instances() {
    return Combinators.combine(
            Arbitraries.of("local", "builtin", "aws.west").map(ProviderKey::parse),
            objects(jsonValues()),
            typedValues(),
            AddressArbitraries.instances().map(Dependency::on).list().ofMaxSize(2),
            Arbitraries.integers().between(1, 9),
            Arbitraries.of(InstanceState.Status.class))
        .as((provider, attributes, dynamic, dependencies, generation, status) ->
            new InstanceState(
                provider,
                attributes.with("dynamic", dynamic),
                Set.of("dynamic"),
                dependencies,
                generation,
                status,
                status == InstanceState.Status.READY ? null : "0f1e2d"));
  }

  static Arbitrary<State> states() {
    Arbitrary<TreeMap<ResourceInstanceAddress, InstanceState>> instances =
        Arbitraries.maps(AddressArbitraries.instances(), instances())
            .ofMaxSize(4)
            .map(TreeMap::new);
    Arbitrary<TreeMap<String, Value>> outputs =
        Arbitraries.maps(AddressArbitraries.names(), typedValues()).ofMaxSize(2).map(TreeMap::new);
    Arbitrary<SortedMap<DeposedKey, InstanceState>> deposed =
        Arbitraries.maps(AddressArbitraries.instances(), instances())
            .ofMaxSize(2)
            .map(StateArbitraries::deposed);
    Arbitrary<TreeMap<ResourceInstanceAddress, Integer>> retired =
        Arbitraries.maps(AddressArbitraries.instances(), Arbitraries.integers().between(1, 9))
            .ofMaxSize(2)
            .map(TreeMap::new);
    return Combinators.combine(
            Arbitraries.longs().greaterOrEqual(0), outputs, instances, deposed, retired)
        .as((serial, found, states, left, gone) ->
            new State(serial, "lineage", found, states, left, gone));
  }

  private static SortedMap<DeposedKey, InstanceState> deposed(
      Map<ResourceInstanceAddress, InstanceState> objects) {
    var byKey = new TreeMap<DeposedKey, InstanceState>();
    objects.forEach(
        (address, object) -> byKey.put(new DeposedKey(address, object.generation()), object));
    return byKey;
  }
}
