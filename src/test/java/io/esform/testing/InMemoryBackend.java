package io.esform.testing;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.state.JournalRecord;
import io.esform.state.State;
import io.esform.state.WorkingState;
import io.esform.state.backend.Backend;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps states in memory: all that were ever saved, and the journal on the last one.
public final class InMemoryBackend implements Backend {

  private final List<State> saves = new ArrayList<>();
  private final List<State> rescued = new ArrayList<>();
  private final List<JournalRecord> journal = new ArrayList<>();
  private Runnable delay = () -> {};
  private boolean failing;
  private int writesLeft = Integer.MAX_VALUE;
  private int appends;

  /// Every save so far, first to last.
  public synchronized List<State> saves() {
    return List.copyOf(saves);
  }

  /// The journal that no save has taken in yet.
  public synchronized List<JournalRecord> journal() {
    return List.copyOf(journal);
  }

  /// How often something was appended to a journal.
  public synchronized int appends() {
    return appends;
  }

  public synchronized List<State> rescued() {
    return List.copyOf(rescued);
  }

  /// Lets every write from now on fail, or work again.
  public synchronized void setFailing(boolean value) {
    failing = value;
  }

  /// Whether a write has been asked for after the kill.
  public synchronized boolean isKilled() {
    return writesLeft < 0;
  }

  /// Lets this many more writes work and every further one fail, as if the run had been killed: it
  /// can leave nothing more, whatever it still does.
  public synchronized void killAfter(int writes) {
    writesLeft = writes;
  }

  /// What every append takes its time with.
  public synchronized void whileAppending(Runnable action) {
    delay = action;
  }

  /// The run that was killed is over; what comes next can write.
  public synchronized void revive() {
    writesLeft = Integer.MAX_VALUE;
  }

  /// The state as it was last saved.
  public synchronized State kept() {
    return saves.isEmpty() ? State.empty("lineage") : saves.getLast();
  }

  @Override
  public synchronized Loaded load() {
    var working = new WorkingState(kept());
    journal.forEach(working::apply);
    return new Loaded(working.toState(), working.open(), journal.size(), Diagnostics.none());
  }

  @Override
  public boolean hasChangedSinceLoad() {
    return false;
  }

  @Override
  public Diagnostics lock(String operation) {
    return Diagnostics.none();
  }

  private boolean fails() {
    if (writesLeft == Integer.MAX_VALUE) {
      return failing;
    }
    return failing || writesLeft-- <= 0;
  }

  @Override
  public synchronized Saved save(State state) {
    if (journal.isEmpty() && state.equals(kept()) && !saves.isEmpty()) {
      return new Saved(state, Diagnostics.none());
    }
    if (fails()) {
      return new Saved(state, Diagnostics.of(Diagnostic.error("State cannot be saved", "Full.")));
    }
    State next = state.withSerial(state.serial() + 1);
    saves.add(next);
    journal.clear();
    return new Saved(next, Diagnostics.none());
  }

  @Override
  public synchronized Diagnostics append(List<JournalRecord> records) {
    appends++;
    delay.run();
    for (JournalRecord each : records) {
      if (fails()) {
        return Diagnostics.of(Diagnostic.error("Journal cannot be written", "Full."));
      }
      journal.add(each);
    }
    return Diagnostics.none();
  }

  @Override
  public synchronized Saved replace(State state) {
    return save(state.withSerial(Math.max(kept().serial(), state.serial() - 1)));
  }

  @Override
  public Diagnostics prepare() {
    return Diagnostics.none();
  }

  @Override
  public synchronized Diagnostics rescue(State state) {
    var journaled = new WorkingState(kept());
    journal.forEach(journaled::apply);
    if (journaled.toState().instances().equals(state.instances())) {
      return Diagnostics.of(Diagnostic.warning("State is in the journal", "Here.", null));
    }
    rescued.add(state);
    return Diagnostics.of(Diagnostic.error("State was saved elsewhere", "Here."));
  }

  @Override
  public @Nullable String lockHolder() {
    return null;
  }

  @Override
  public Diagnostics breakLock() {
    return Diagnostics.none();
  }

  @Override
  public Diagnostics unlock() {
    return Diagnostics.none();
  }
}
