package io.esform.apply;

import io.esform.address.ResourceInstanceAddress;
import io.esform.plan.Action;
import org.jspecify.annotations.Nullable;

/// Hears how an apply goes on. Called from the thread that applies, one call at a time. A
/// replacement is told as its two halves, a DELETE and a CREATE; what changes nothing is not told.
public interface ApplyListener {

  void started(ResourceInstanceAddress address, Action action);

  /// @param message what the step is waiting for, one short line
  void progressed(ResourceInstanceAddress address, Action action, String message);

  /// @param seconds how long it took
  /// @param id of the object; null for none and for a deletion
  void finished(ResourceInstanceAddress address, Action action, long seconds, @Nullable String id);

  /// Why it failed is told by the result's diagnostics.
  void failed(ResourceInstanceAddress address, Action action, long seconds);

  /// Hears nothing.
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
