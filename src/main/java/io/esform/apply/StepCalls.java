package io.esform.apply;

import io.esform.provider.Progress;
import io.esform.state.JournalRecord.Intent;
import org.jspecify.annotations.Nullable;

/// Receives the calls and the progress of a running step.
interface StepCalls extends Progress {

  /// Announces the next call to a provider. Returns after its intent is flushed to the journal.
  ///
  /// @param intent null for a call that changes only the state
  /// @return whether the call can start
  boolean begin(@Nullable Intent intent);
}
