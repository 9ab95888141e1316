package io.esform.state;

import io.esform.address.ResourceInstanceAddress;
import io.esform.value.Value;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The recorded objects and outputs of one configuration.
///
/// @param serial increases by one with every save
/// @param lineage identifies the history of a state; created with the first save
/// @param outputs root outputs by name, sensitive ones marked
/// @param instances the current object of each address
/// @param deposed older objects that a replacement has left and that will be deleted
/// @param retired the highest generation of each address whose object was moved to another address
///   or forgotten. A new object at the address continues from it, so that no platform confuses the
///   two
public record State(
    long serial,
    String lineage,
    SortedMap<String, Value> outputs,
    SortedMap<ResourceInstanceAddress, InstanceState> instances,
    SortedMap<DeposedKey, InstanceState> deposed,
    SortedMap<ResourceInstanceAddress, Integer> retired) {

  public State {
    outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
    instances = Collections.unmodifiableSortedMap(new TreeMap<>(instances));
    deposed = Collections.unmodifiableSortedMap(new TreeMap<>(deposed));
    retired = Collections.unmodifiableSortedMap(new TreeMap<>(retired));
  }

  /// A state without retired generations.
  public State(
      long serial,
      String lineage,
      SortedMap<String, Value> outputs,
      SortedMap<ResourceInstanceAddress, InstanceState> instances,
      SortedMap<DeposedKey, InstanceState> deposed) {
    this(serial, lineage, outputs, instances, deposed, new TreeMap<>());
  }

  /// An empty state before its first save.
  public static State empty(String lineage) {
    return new State(0, lineage, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
  }

  /// The objects that only the token of their creation can find.
  public SortedMap<DeposedKey, InstanceState> unidentified() {
    var found = new TreeMap<DeposedKey, InstanceState>(deposed);
    instances.forEach(
        (address, state) -> found.put(new DeposedKey(address, state.generation()), state));
    found.values().removeIf(InstanceState::isIdentified);
    return found;
  }

  public State withSerial(long now) {
    return new State(now, lineage, outputs, instances, deposed, retired);
  }

  public State withOutputs(SortedMap<String, Value> now) {
    return new State(serial, lineage, now, instances, deposed, retired);
  }

  public State withInstances(SortedMap<ResourceInstanceAddress, InstanceState> now) {
    return new State(serial, lineage, outputs, now, deposed, retired);
  }

  /// Retires the generations that these addresses have used.
  public State retiring(Collection<ResourceInstanceAddress> addresses) {
    var now = new TreeMap<>(retired);
    for (ResourceInstanceAddress address : addresses) {
      now.merge(address, lastGeneration(address), Math::max);
    }
    return new State(serial, lineage, outputs, instances, deposed, now);
  }

  /// The highest known generation of the address; 0 for none.
  public int lastGeneration(ResourceInstanceAddress address) {
    InstanceState current = instances.get(address);
    var older =
        deposed.subMap(new DeposedKey(address, 0), new DeposedKey(address, Integer.MAX_VALUE));
    int last =
        Math.max(
            current == null ? 0 : current.generation(),
            older.isEmpty() ? 0 : older.lastKey().generation());
    return Math.max(last, retired.getOrDefault(address, 0));
  }

  public State withDeposed(SortedMap<DeposedKey, InstanceState> now) {
    return new State(serial, lineage, outputs, instances, now, retired);
  }

  /// The current or deposed object of that address and generation; null for none.
  public @Nullable InstanceState object(ResourceInstanceAddress address, int generation) {
    InstanceState current = instances.get(address);
    return current != null && current.generation() == generation
        ? current
        : deposed.get(new DeposedKey(address, generation));
  }

  public @Nullable InstanceState instance(ResourceInstanceAddress address) {
    return instances.get(address);
  }

  public boolean isEmpty() {
    return instances.isEmpty() && outputs.isEmpty() && deposed.isEmpty();
  }
}
