package io.esform.apply;

import io.esform.apply.StepOutcome.Effect;
import io.esform.state.InstanceState;
import io.esform.state.JournalRecord;
import java.util.function.Consumer;

/// Records the outcomes of steps in the state of the run and in its journal.
final class OutcomeRecorder {

  private final RunState state;
  private final JournalWriter journal;

  OutcomeRecorder(RunState state, JournalWriter journal) {
    this.state = state;
    this.journal = journal;
  }

  /// @param settled called with whether the outcome is flushed; called at once if the journal needs
  ///   no record, else on another thread
  void record(Step step, StepOutcome outcome, Consumer<Boolean> settled) {
    switch (outcome.effect()) {
      case Effect.Keep() -> {
        if (state.isOpen(step.address(), step.generation())) {
          record(new JournalRecord.Unchanged(step.address(), step.generation()), settled);
        } else {
          settled.accept(true);
        }
      }
      case Effect.Put(var instance) -> {
        if (!step.createsFirst() || !outcome.isFailed()) {
          state.publish(step.address(), instance.attributes());
        }
        record(new JournalRecord.Put(step.address(), instance), settled);
      }
      case Effect.Remove() -> record(removal(step), settled);
      case Effect.Publish(var values) -> {
        state.publish(step.address(), values);
        settled.accept(true);
      }
      case Effect.NotBegun() -> settled.accept(true);
    }
  }

  /// For a step without a call.
  void removed(Step step) {
    record(removal(step), _ -> {});
  }

  private static JournalRecord removal(Step step) {
    return new JournalRecord.Removed(step.address(), step.generation());
  }

  /// For a step without a call: its dependencies may have changed, and an earlier failed update of
  /// the object is settled.
  void unchanged(Step step) {
    InstanceState known = state.get(step.address());
    if (known == null) {
      return;
    }
    InstanceState now = known.withDependencies(step.change().dependencies()).withFailedUpdate(null);
    if (!now.equals(known)) {
      record(new JournalRecord.Put(step.address(), now), _ -> {});
    }
  }

  private void record(JournalRecord result, Consumer<Boolean> settled) {
    state.apply(result);
    journal.add(result, settled);
  }
}
