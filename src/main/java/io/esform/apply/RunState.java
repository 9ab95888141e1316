package io.esform.apply;

import io.esform.address.ResourceInstanceAddress;
import io.esform.plan.ConfigurationResolver.NewStates;
import io.esform.state.DeposedKey;
import io.esform.state.InstanceState;
import io.esform.state.State;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The state as a run changes it. Safe for several threads.
final class RunState implements NewStates {

  private final String lineage;
  private final SortedMap<ResourceInstanceAddress, InstanceState> instances;
  private final Map<ResourceInstanceAddress, ObjectValue> applied = new ConcurrentHashMap<>();
  private final SortedMap<DeposedKey, InstanceState> deposed;
  private SortedMap<String, Value> outputs;

  RunState(State prior) {
    this.lineage = prior.lineage();
    this.instances = new TreeMap<>(prior.instances());
    this.deposed = new TreeMap<>(prior.deposed());
    this.outputs = prior.outputs();
  }

  @Override
  public @Nullable ObjectValue find(ResourceInstanceAddress address) {
    return applied.get(address);
  }

  /// What the rest of the run sees of this instance from now on.
  void publish(ResourceInstanceAddress address, ObjectValue state) {
    applied.put(address, state);
  }

  synchronized void put(ResourceInstanceAddress address, InstanceState instance) {
    instances.put(address, instance);
  }

  synchronized void remove(ResourceInstanceAddress address) {
    instances.remove(address);
  }

  synchronized @Nullable InstanceState get(ResourceInstanceAddress address) {
    return instances.get(address);
  }

  synchronized SortedMap<String, Value> outputs() {
    return outputs;
  }

  synchronized void setOutputs(SortedMap<String, Value> values) {
    outputs = values;
  }

  /// A state with the given serial, as things are now.
  synchronized State snapshot(long serial) {
    return new State(serial, lineage, outputs, instances, deposed);
  }
}
