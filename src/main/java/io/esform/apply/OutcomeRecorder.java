package io.esform.apply;

import io.esform.apply.StepOutcome.Effect;
import io.esform.state.InstanceState;
import io.esform.state.JournalRecord;

/// Takes what steps have come to into the run's state and its journal.
final class OutcomeRecorder {

  private final RunState state;
  private final JournalWriter journal;

  OutcomeRecorder(RunState state, JournalWriter journal) {
    this.state = state;
    this.journal = journal;
  }

  void record(Step step, StepOutcome outcome) {
    switch (outcome.effect()) {
      case Effect.Keep() -> {
        if (state.isOpen(step.address(), step.generation())) {
          record(new JournalRecord.Unchanged(step.address(), step.generation()));
        }
      }
      case Effect.Put(var instance) -> {
        if (!step.createsFirst() || !outcome.isFailed()) {
          state.publish(step.address(), instance.attributes());
        }
        record(new JournalRecord.Put(step.address(), instance));
      }
      case Effect.Remove() -> removed(step);
      case Effect.Publish(var values) -> state.publish(step.address(), values);
      case Effect.NotBegun() -> {}
    }
  }

  void removed(Step step) {
    record(new JournalRecord.Removed(step.address(), step.generation()));
  }

  /// For a step without a call: what it needs may have changed all the same.
  void refreshDependencies(Step step) {
    InstanceState known = state.get(step.address());
    if (known != null && !known.dependencies().equals(step.change().dependencies())) {
      record(
          new JournalRecord.Put(
              step.address(), known.withDependencies(step.change().dependencies())));
    }
  }

  private void record(JournalRecord result) {
    state.apply(result);
    journal.add(result);
  }
}
