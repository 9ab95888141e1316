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
/// @param instances the current object of each address
/// @param deposed older objects that a replacement has left behind and that are still to be deleted
public record State(
    long serial,
    String lineage,
    SortedMap<String, Value> outputs,
    SortedMap<ResourceInstanceAddress, InstanceState> instances,
    SortedMap<DeposedKey, InstanceState> deposed) {

  public State {
    outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
    instances = Collections.unmodifiableSortedMap(new TreeMap<>(instances));
    deposed = Collections.unmodifiableSortedMap(new TreeMap<>(deposed));
  }

  /// A state of nothing, before its first save.
  public static State empty(String lineage) {
    return new State(0, lineage, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
  }

  public State withSerial(long now) {
    return new State(now, lineage, outputs, instances, deposed);
  }

  public State withOutputs(SortedMap<String, Value> now) {
    return new State(serial, lineage, now, instances, deposed);
  }

  public State withInstances(SortedMap<ResourceInstanceAddress, InstanceState> now) {
    return new State(serial, lineage, outputs, now, deposed);
  }

  public @Nullable InstanceState instance(ResourceInstanceAddress address) {
    return instances.get(address);
  }

  public boolean isEmpty() {
    return instances.isEmpty() && outputs.isEmpty() && deposed.isEmpty();
  }
}
