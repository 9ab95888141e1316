package io.esform.state;

import io.esform.address.ResourceInstanceAddress;
import io.esform.state.InstanceState.Status;
import io.esform.state.JournalRecord.Identified;
import io.esform.state.JournalRecord.Intent;
import io.esform.state.JournalRecord.Put;
import io.esform.state.JournalRecord.Removed;
import io.esform.state.JournalRecord.Unchanged;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A state to which journal records are applied in order, during a run and when a journal is read.
public final class WorkingState {

  private final State base;
  private final SortedMap<ResourceInstanceAddress, InstanceState> instances;
  private final SortedMap<DeposedKey, InstanceState> deposed;
  private final SortedMap<DeposedKey, OpenIntent> open = new TreeMap<>();

  public WorkingState(State base) {
    this.base = base;
    this.instances = new TreeMap<>(base.instances());
    this.deposed = new TreeMap<>(base.deposed());
  }

  public void apply(JournalRecord change) {
    var object = new DeposedKey(change.address(), change.generation());
    switch (change) {
      case Intent intent -> open.put(object, new OpenIntent(intent, null));
      case Identified(_, _, var id) -> identified(object, id);
      case Put(_, var instance) -> put(object, instance);
      case Removed _ -> remove(object);
      case Unchanged _ -> {}
    }
    if (change.isResult()) {
      open.remove(object);
    }
  }

  private void identified(DeposedKey object, String id) {
    OpenIntent known = open.get(object);
    if (known != null && known.intent() instanceof Intent.Create(_, var token, var planned)) {
      open.put(object, new OpenIntent(known.intent(), id));
      put(object, planned.withToken(token).identified(id));
    } else if (known != null && known.intent() instanceof Intent.Delete) {
      InstanceState recorded = get(object.address(), object.generation());
      if (recorded != null) {
        put(object, recorded.identified(id));
      }
    }
  }

  private void put(DeposedKey object, InstanceState instance) {
    InstanceState current = instances.get(object.address());
    if (current != null && current.generation() != object.generation()) {
      if (instance.status() != Status.READY) {
        deposed.put(object, instance);
        return;
      }
      deposed.put(new DeposedKey(object.address(), current.generation()), current);
      deposed.remove(object);
    }
    instances.put(object.address(), instance);
  }

  private void remove(DeposedKey object) {
    InstanceState current = instances.get(object.address());
    if (current != null && current.generation() == object.generation()) {
      instances.remove(object.address());
    } else {
      deposed.remove(object);
    }
  }

  /// @param generation of the object, which may be deposed
  public @Nullable InstanceState get(ResourceInstanceAddress address, int generation) {
    InstanceState current = instances.get(address);
    return current != null && current.generation() == generation
        ? current
        : deposed.get(new DeposedKey(address, generation));
  }

  public @Nullable InstanceState get(ResourceInstanceAddress address) {
    return instances.get(address);
  }

  /// @param generation of the object of a call
  public boolean isOpen(ResourceInstanceAddress address, int generation) {
    return open.containsKey(new DeposedKey(address, generation));
  }

  /// Calls without a result, in address order.
  public List<OpenIntent> open() {
    return List.copyOf(open.values());
  }

  /// The current state, with the serial and outputs of the base state.
  public State toState() {
    return base.withInstances(instances).withDeposed(deposed);
  }
}
