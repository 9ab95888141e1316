package io.esform.testing;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.state.State;
import io.esform.state.backend.Backend;
import java.util.ArrayList;
import java.util.List;

/// Keeps states in memory: all that were ever saved.
public final class InMemoryBackend implements Backend {

  private final List<State> saves = new ArrayList<>();
  private final List<State> rescued = new ArrayList<>();
  private boolean failing;

  /// Every save so far, first to last.
  public synchronized List<State> saves() {
    return List.copyOf(saves);
  }

  public synchronized List<State> rescued() {
    return List.copyOf(rescued);
  }

  /// Lets every save from now on fail, or work again.
  public synchronized void setFailing(boolean value) {
    failing = value;
  }

  public synchronized State kept() {
    return saves.isEmpty() ? State.empty("lineage") : saves.getLast();
  }

  @Override
  public Loaded load() {
    return new Loaded(kept(), Diagnostics.none());
  }

  @Override
  public Diagnostics lock(String operation) {
    return Diagnostics.none();
  }

  @Override
  public synchronized Saved save(State state) {
    if (failing) {
      return new Saved(state, Diagnostics.of(Diagnostic.error("State cannot be saved", "Full.")));
    }
    var next = state.withSerial(state.serial() + 1);
    saves.add(next);
    return new Saved(next, Diagnostics.none());
  }

  @Override
  public synchronized Diagnostics rescue(State state) {
    rescued.add(state);
    return Diagnostics.of(Diagnostic.error("State was saved elsewhere", "Here."));
  }

  @Override
  public Diagnostics unlock() {
    return Diagnostics.none();
  }
}
