package io.esform.apply;

import io.esform.address.ResourceInstanceAddress;
import io.esform.plan.Action;
import org.jspecify.annotations.Nullable;

/// Receives the progress of an apply. Called from the thread that applies, one call at a time. A
/// replacement is reported as a DELETE and a CREATE; steps that change nothing are not reported.
public interface ApplyListener {

  void started(ResourceInstanceAddress address, Action action);

  /// Also called before {@link #started}, for a step that is held back.
  ///
  /// @param message the condition that the step waits for, one short line
  void progressed(ResourceInstanceAddress address, Action action, String message);

  /// @param seconds how long it took
  /// @param id of the object; null for none and for a deletion
  void finished(ResourceInstanceAddress address, Action action, long seconds, @Nullable String id);

  /// The diagnostics of the result contain the cause.
  void failed(ResourceInstanceAddress address, Action action, long seconds);

  /// Ignores all events.
  static ApplyListener silent() {
    return new ApplyListener() {
      @Override
      public void started(ResourceInstanceAddress address, Action action) {}

      @Override
      public void progressed(ResourceInstanceAddress address, Action action, String message) {}

      @Override
      public void finished(
          ResourceInstanceAddress address, Action action, long seconds, @Nullable String id) {}

      @Override
      public void failed(ResourceInstanceAddress address, Action action, long seconds) {}
    };
  }
}
