package io.esform.simulation;

import io.esform.diag.Diagnostics;
import io.esform.state.JournalRecord;
import io.esform.state.JournalRecord.Intent;
import io.esform.state.JournalRecord.Removed;
import io.esform.state.State;
import io.esform.state.backend.Backend;
import io.esform.state.backend.SavedOutputs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A backend with a fault.
final class MutantBackend implements Backend {

  private final Mutant mutant;
  private final Backend backend;
  private final List<JournalRecord> held = new ArrayList<>();

  MutantBackend(Mutant mutant, Backend backend) {
    this.mutant = mutant;
    this.backend = backend;
  }

  @Override
  public Diagnostics append(List<JournalRecord> records) {
    return switch (mutant) {
      case INTENT_AFTER_CALL ->
          append(records, records.stream().noneMatch(Intent.class::isInstance));
      case RECORDS_REORDERED -> append(records.reversed(), !held.isEmpty());
      case RESULT_BEFORE_CALL -> backend.append(withResults(records));
      default -> backend.append(records);
    };
  }

  /// Appends the held records with these.
  ///
  /// @param now false to hold these too
  private Diagnostics append(List<JournalRecord> records, boolean now) {
    if (mutant == Mutant.RECORDS_REORDERED) {
      held.addAll(0, records);
    } else {
      held.addAll(records);
    }
    return now ? flushed() : Diagnostics.none();
  }

  private Diagnostics flushed() {
    var all = List.copyOf(held);
    held.clear();
    return all.isEmpty() ? Diagnostics.none() : backend.append(all);
  }

  private static List<JournalRecord> withResults(List<JournalRecord> records) {
    var all = new ArrayList<JournalRecord>();
    for (JournalRecord each : records) {
      all.add(each);
      if (each instanceof Intent.Delete(var address, var generation)) {
        all.add(new Removed(address, generation));
      }
    }
    return all;
  }

  @Override
  public Loaded load() {
    return backend.load();
  }

  @Override
  public SavedOutputs savedOutputs() {
    return backend.savedOutputs();
  }

  @Override
  public boolean hasChangedSinceLoad() {
    return backend.hasChangedSinceLoad();
  }

  @Override
  public Diagnostics lock(String operation) {
    return backend.lock(operation);
  }

  @Override
  public Saved save(State state) {
    held.clear();
    return backend.save(state);
  }

  @Override
  public Saved replace(State state) {
    return backend.replace(state);
  }

  @Override
  public Diagnostics prepare(String lineage) {
    return backend.prepare(lineage);
  }

  @Override
  public Diagnostics rescue(State state) {
    return backend.rescue(state);
  }

  @Override
  public Diagnostics unlock() {
    return backend.unlock();
  }

  @Override
  public @Nullable String lockHolder() {
    return backend.lockHolder();
  }

  @Override
  public Diagnostics breakLock() {
    return backend.breakLock();
  }
}
