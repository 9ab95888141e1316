package io.esform.apply;

import io.esform.provider.Progress;
import io.esform.state.JournalRecord;
import io.esform.state.JournalRecord.Intent;
import org.jspecify.annotations.Nullable;

/// Receives the calls and the progress of a running step.
interface StepCalls extends Progress {

  /// Announces the next call to a provider. Returns after its intent is flushed to the journal.
  ///
  /// @param intent null for a call that changes only the state
  /// @return whether the call can start
  boolean begin(@Nullable Intent intent);

  /// Adds a record about the running step to the journal, such as the result of a call that another
  /// one follows. Returns after it is flushed.
  ///
  /// @return whether it is written, so that the next call can start
  boolean note(JournalRecord each);
}
