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

/// The state as a run changes it, by the very records that go into its journal. Safe for several
/// threads.
final class RunState implements NewStates {

  private final WorkingState working;
  private final Map<ResourceInstanceAddress, ObjectValue> applied = new ConcurrentHashMap<>();

  /// @param prior as it was saved before the first call
  RunState(State prior) {
    this.working = new WorkingState(prior);
  }

  @Override
  public @Nullable ObjectValue find(ResourceInstanceAddress address) {
    return applied.get(address);
  }

  /// What the rest of the run sees of this instance from now on.
  void publish(ResourceInstanceAddress address, ObjectValue state) {
    applied.put(address, state);
  }

  synchronized void apply(JournalRecord change) {
    working.apply(change);
  }

  synchronized @Nullable InstanceState get(ResourceInstanceAddress address) {
    return working.get(address);
  }

  /// Whether an id is recorded of that object.
  synchronized boolean isIdentified(ResourceInstanceAddress address, int generation) {
    InstanceState known = working.get(address, generation);
    return known != null && known.isIdentified();
  }

  /// Whether a call was begun whose end is not recorded yet.
  synchronized boolean isOpen(ResourceInstanceAddress address, int generation) {
    return working.isOpen(address, generation);
  }

  /// With the serial and outputs of the state that the run began with.
  synchronized State snapshot() {
    return working.toState();
  }
}
