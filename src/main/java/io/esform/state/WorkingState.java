package io.esform.state;

import io.esform.address.ResourceInstanceAddress;
import io.esform.state.JournalRecord.Identified;
import io.esform.state.JournalRecord.Intent;
import io.esform.state.JournalRecord.Put;
import io.esform.state.JournalRecord.Removed;
import io.esform.state.JournalRecord.Unchanged;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A state that records change, one after another: while a run goes on, and again when what it
/// wrote down is read.
public final class WorkingState {

  private final State base;
  private final SortedMap<ResourceInstanceAddress, InstanceState> instances;
  private final SortedMap<ResourceInstanceAddress, OpenIntent> open = new TreeMap<>();

  public WorkingState(State base) {
    this.base = base;
    this.instances = new TreeMap<>(base.instances());
  }

  public void apply(JournalRecord change) {
    ResourceInstanceAddress address = change.address();
    switch (change) {
      case Intent intent -> open.put(address, new OpenIntent(intent, null));
      case Identified(_, var id) -> identified(address, id);
      case Put(_, var instance) -> {
        instances.put(address, instance);
        open.remove(address);
      }
      case Removed _ -> {
        instances.remove(address);
        open.remove(address);
      }
      case Unchanged _ -> open.remove(address);
    }
  }

  private void identified(ResourceInstanceAddress address, String id) {
    OpenIntent known = open.get(address);
    if (known != null && known.intent() instanceof Intent.Create(_, _, var planned)) {
      open.put(address, new OpenIntent(known.intent(), id));
      instances.put(address, planned.identified(id));
    }
  }

  public @Nullable InstanceState get(ResourceInstanceAddress address) {
    return instances.get(address);
  }

  public boolean isOpen(ResourceInstanceAddress address) {
    return open.containsKey(address);
  }

  /// What was begun and not ended, in address order.
  public List<OpenIntent> open() {
    return List.copyOf(open.values());
  }

  /// The state as it is now, with the serial and outputs of the one it came from.
  public State toState() {
    return base.withInstances(instances);
  }
}
