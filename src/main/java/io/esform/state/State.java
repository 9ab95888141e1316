package io.esform.state;

import io.esform.address.ResourceInstanceAddress;
import io.esform.value.Value;
import java.util.Collection;
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
/// @param retired the highest generation of an address whose object lives on elsewhere, under
///   another address or forgotten: a new object there counts on from it, so that no platform takes
///   the one for the other
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

  /// A state that has retired nothing.
  public State(
      long serial,
      String lineage,
      SortedMap<String, Value> outputs,
      SortedMap<ResourceInstanceAddress, InstanceState> instances,
      SortedMap<DeposedKey, InstanceState> deposed) {
    this(serial, lineage, outputs, instances, deposed, new TreeMap<>());
  }

  /// A state of nothing, before its first save.
  public static State empty(String lineage) {
    return new State(0, lineage, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
  }

  /// The objects that only their creation's token can find.
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

  /// Retires what these addresses have used so far.
  public State retiring(Collection<ResourceInstanceAddress> addresses) {
    var now = new TreeMap<>(retired);
    for (ResourceInstanceAddress address : addresses) {
      now.merge(address, lastGeneration(address), Math::max);
    }
    return new State(serial, lineage, outputs, instances, deposed, now);
  }

  /// The highest generation that the address is known to have used; 0 for none.
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

  /// The current object of that address or, of that generation, one that it has left behind; null
  /// for neither.
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
