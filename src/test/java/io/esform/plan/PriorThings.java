package io.esform.plan;

import static java.util.Objects.requireNonNull;

import io.esform.address.AddressParser;
import io.esform.address.ProviderKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.state.InstanceState;
import io.esform.state.InstanceState.Status;
import io.esform.state.State;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Blocks and states of {@link ThingTypes}'s things, in few words.
final class PriorThings {

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
}
