package io.esform.apply;

import io.esform.provider.Progress;
import io.esform.state.JournalRecord.Intent;
import org.jspecify.annotations.Nullable;

/// How a running step tells what it is about to do and what it has reached.
interface StepCalls extends Progress {

  /// A call to a provider is next. Returns once its intent cannot be lost any more.
  ///
  /// @param intent null for a call that changes nothing but the state
  /// @return whether the call may be made
  boolean begin(@Nullable Intent intent);
}
