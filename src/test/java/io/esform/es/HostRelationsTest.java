package io.esform.es;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.provider.Arguments;
import io.esform.provider.Relations;
import io.esform.testing.FakeInputFiles;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Relations of hosts with unknown arguments: an unknown argument removes relations, and never adds
/// or changes one, so that it never causes a fault.
class HostRelationsTest {

  private static HostKind kind(String type) {
    return switch (type) {
      case "es_node" -> new NodeHost(new FakeInputFiles(Map.of()));
      case "es_database" -> new DatabaseHost();
      default -> new LoadBalancerHost();
    };
  }

  private static ObjectValue sample(String type) {
    Block block =
        switch (type) {
          case "es_node" -> Samples.node();
          case "es_database" -> Samples.database();
          default -> Samples.loadBalancer();
        };
    if (type.equals("es_node")) {
      block.add("proxy_ports").set("https", 8443);
      block.nested("database").add("pool").set("max_active", 7);
    }
    return block.proposed(null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"es_node", "es_database", "es_load_balancer"})
  void anUnknownArgumentOnlyRemovesRelations(String type) {
    HostKind kind = kind(type);
    ObjectValue host = sample(type);
    Relations known = kind.relations(Arguments.of(host));
    List<Value> variants = new ArrayList<>();
    collect(host, variants);

    assertThat(known.isEmpty()).isFalse();
    assertThat(variants).hasSizeGreaterThan(10);
    for (Value variant : variants) {
      Relations found = kind.relations(Arguments.of((ObjectValue) variant));
      assertThat(known.offers()).containsAll(found.offers());
      assertThat(known.uses()).containsAll(found.uses());
      assertThat(known.agreements()).containsAll(found.agreements());
      assertThat(known.aliases()).containsAll(found.aliases());
      assertThat(known.traffic().accesses()).containsAll(found.traffic().accesses());
      kind.memory(Arguments.of((ObjectValue) variant));
    }
  }

  /// The same value with each of its parts unknown, one at a time.
  private static void collect(Value value, List<Value> variants) {
    switch (value) {
      case ObjectValue(var attributes) ->
          attributes.forEach((name, attribute) -> {
            List<Value> inner = new ArrayList<>(List.of(Value.unknown(Types.ANY)));
            collect(attribute, inner);
            for (Value each : inner) {
              var changed = new TreeMap<>(attributes);
              changed.put(name, each);
              variants.add(new ObjectValue(changed));
            }
          });
      case ListValue(var type, var elements) -> {
        for (int index = 0; index < elements.size(); index++) {
          List<Value> inner = new ArrayList<>(List.of(Value.unknown(Types.ANY)));
          collect(elements.get(index), inner);
          for (Value each : inner) {
            var changed = new ArrayList<>(elements);
            changed.set(index, each);
            variants.add(new ListValue(type, changed));
          }
        }
      }
      default -> {}
    }
  }
}
