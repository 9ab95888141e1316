package io.esform.provider;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Receives the progress of a running call. Thread-safe.
public interface Progress {

  /// Reports the platform's id of the object that is being created. Called as soon as the id is
  /// known and before any wait. The id is recorded at once, so that the next run finds the object
  /// if this one is killed.
  void identified(String id);

  /// Reports the condition that the call waits for: one short line without a full stop.
  void message(String text);

  /// Whether the user has asked to stop. The running call still finishes, including its waits, so
  /// that no object stays half changed.
  boolean isCancelled();

  /// The time limit until the object is ready; null for the type's default.
  default @Nullable Duration readyTimeout() {
    return null;
  }
}
