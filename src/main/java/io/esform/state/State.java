package io.esform.state;

import io.esform.address.ResourceInstanceAddress;
import io.esform.value.Value;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Everything that one configuration has brought up.
///
/// @param serial grows by one with every save
/// @param lineage tells the histories of different states apart; made once, with the first save
/// @param outputs root outputs by name, sensitive ones marked
/// @param instances by address
public record State(
    long serial,
    String lineage,
    SortedMap<String, Value> outputs,
    SortedMap<ResourceInstanceAddress, InstanceState> instances) {

  public State {
    outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
    instances = Collections.unmodifiableSortedMap(new TreeMap<>(instances));
  }

  /// A state of nothing, before its first save.
  public static State empty(String lineage) {
    return new State(0, lineage, new TreeMap<>(), new TreeMap<>());
  }

  public @Nullable InstanceState instance(ResourceInstanceAddress address) {
    return instances.get(address);
  }

  public boolean isEmpty() {
    return instances.isEmpty() && outputs.isEmpty();
  }
}
