package io.esform.apply;

import io.esform.address.ResourceInstanceAddress;
import io.esform.plan.ConfigurationResolver.NewStates;
import io.esform.state.InstanceState;
import io.esform.state.JournalRecord;
import io.esform.state.State;
import io.esform.state.WorkingState;
import io.esform.value.Value.ObjectValue;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The state during a run, changed by the same records that are written to its journal.
/// Thread-safe.
final class RunState implements NewStates {

  private final WorkingState working;
  private final Map<ResourceInstanceAddress, ObjectValue> applied = new ConcurrentHashMap<>();

  /// @param prior as saved before the first call
  RunState(State prior) {
    this.working = new WorkingState(prior);
  }

  @Override
  public @Nullable ObjectValue find(ResourceInstanceAddress address) {
    return applied.get(address);
  }

  /// Publishes the values of an instance to later steps of the run.
  void publish(ResourceInstanceAddress address, ObjectValue state) {
    applied.put(address, state);
  }

  synchronized void apply(JournalRecord change) {
    working.apply(change);
  }

  synchronized @Nullable InstanceState get(ResourceInstanceAddress address) {
    return working.get(address);
  }

  /// Whether the state contains an id of that object.
  synchronized boolean isIdentified(ResourceInstanceAddress address, int generation) {
    InstanceState known = working.get(address, generation);
    return known != null && known.isIdentified();
  }

  /// Whether a call has started whose result is not recorded yet.
  synchronized boolean isOpen(ResourceInstanceAddress address, int generation) {
    return working.isOpen(address, generation);
  }

  /// With the serial and outputs of the state that the run started with.
  synchronized State snapshot() {
    return working.toState();
  }
}
