package io.esform.apply;

import io.esform.address.ResourceInstanceAddress;
import io.esform.provider.Progress;
import io.esform.state.JournalRecord.Identified;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The progress of the return to a good state, which follows another call in the same step.
///
/// @param progress of the step
/// @param generation of the object that the return creates, another than that of the step
/// @param good the name of the good state
record RestoreProgress(
    Progress progress,
    StepCalls calls,
    ResourceInstanceAddress address,
    int generation,
    String good)
    implements Progress {

  @Override
  public void identified(String id) {
    calls.note(new Identified(address, generation, id));
  }

  @Override
  public void message(String text) {
    progress.message("failed; restoring " + good + ": " + text);
  }

  @Override
  public boolean isCancelled() {
    return progress.isCancelled();
  }

  @Override
  public @Nullable Duration readyTimeout() {
    return progress.readyTimeout();
  }
}
