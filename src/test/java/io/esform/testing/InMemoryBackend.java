package io.esform.testing;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.state.JournalRecord;
import io.esform.state.State;
import io.esform.state.WorkingState;
import io.esform.state.backend.Backend;
import io.esform.state.backend.SavedOutputs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stores all saved states in memory, and the journal for the last one.
public final class InMemoryBackend implements Backend {

  private final List<State> saves = new ArrayList<>();
  private final List<State> rescued = new ArrayList<>();
  private final List<JournalRecord> journal = new ArrayList<>();
  private Runnable delay = () -> {};
  private boolean failing;
  private int writesLeft = Integer.MAX_VALUE;
  private int appends;

  /// All saved states, in order.
  public synchronized List<State> saves() {
    return List.copyOf(saves);
  }

  /// The journal since the last save.
  public synchronized List<JournalRecord> journal() {
    return List.copyOf(journal);
  }

  /// The number of appends to the journal.
  public synchronized int appends() {
    return appends;
  }

  public synchronized List<State> rescued() {
    return List.copyOf(rescued);
  }

  /// Lets all further writes fail, or succeed again.
  public synchronized void setFailing(boolean value) {
    failing = value;
  }

  /// Whether a write was requested after the kill.
  public synchronized boolean isKilled() {
    return writesLeft < 0;
  }

  /// Lets this many writes succeed and all further ones fail, as after a kill of the run: it saves
  /// nothing more.
  public synchronized void killAfter(int writes) {
    writesLeft = writes;
  }

  /// Sets an action that every append runs.
  public synchronized void whileAppending(Runnable action) {
    delay = action;
  }

  /// Ends the killed run, so that subsequent runs can write.
  public synchronized void revive() {
    writesLeft = Integer.MAX_VALUE;
  }

  /// The last saved state.
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
  public synchronized SavedOutputs savedOutputs() {
    return new SavedOutputs(
        "memory", saves.isEmpty() ? null : kept().outputs(), Diagnostics.none());
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
  public Diagnostics prepare(String lineage) {
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
