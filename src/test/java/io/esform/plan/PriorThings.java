package io.esform.plan;

import static java.util.Objects.requireNonNull;

import io.esform.address.AddressParser;
import io.esform.address.ProviderKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.state.InstanceState;
import io.esform.state.InstanceState.Status;
import io.esform.state.State;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Blocks and states of {@link ThingTypes}, in short form.
public final class PriorThings {

  private PriorThings() {}

  static String thing(String block, String name) {
    return "resource \"thing\" \"%s\" { name = \"%s\" }\n".formatted(block, name);
  }

  static ResourceInstanceAddress address(String text) {
    return requireNonNull(AddressParser.parseInstance(text).address());
  }

  /// A state of things, each given as `address=name`.
  static State state(String... things) {
    var instances = new TreeMap<ResourceInstanceAddress, InstanceState>();
    for (String thing : things) {
      int split = thing.indexOf('=');
      ObjectValue attributes =
          Value.objectOf(
              Map.of(
                  "name", Value.of(thing.substring(split + 1)),
                  "size", Value.of(1),
                  "id", Value.of("id-" + thing.substring(0, split))));
      instances.put(
          address(thing.substring(0, split)),
          new InstanceState(
              ProviderKey.parse("things"), attributes, Set.of(), List.of(), 1, Status.READY));
    }
    return State.empty("lineage").withInstances(instances);
  }

  /// The state after a successful plan of creations.
  static State applied(Plan plan) {
    var instances = new TreeMap<ResourceInstanceAddress, InstanceState>();
    for (Change change : plan.changes()) {
      ObjectValue after = change.after();
      if (after != null) {
        instances.put(
            change.address(),
            new InstanceState(
                change.provider(),
                made(after, "id-" + change.address()),
                Set.of(),
                change.dependencies(),
                change.generation(),
                Status.READY));
      }
    }
    var outputs = new TreeMap<String, Value>();
    for (OutputChange output : plan.outputs()) {
      outputs.put(output.name(), output.after() == null ? Value.nullOf(Types.ANY) : output.after());
    }
    return new State(1, "lineage", outputs, instances, new TreeMap<>());
  }

  private static ObjectValue made(ObjectValue planned, String id) {
    ObjectValue made = planned.with("id", Value.of(id));
    return made.attributes().containsKey("echo") ? made.with("echo", made.get("size")) : made;
  }

  static State allTainted(State state) {
    var instances = new TreeMap<>(state.instances());
    instances.replaceAll((_, it) -> tainted(it));
    return state.withInstances(instances);
  }

  private static InstanceState tainted(InstanceState state) {
    return new InstanceState(
        state.provider(),
        state.attributes(),
        state.dynamicAttributes(),
        state.dependencies(),
        state.generation(),
        Status.TAINTED);
  }
}
