package io.esform.provider;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a running call tells what it has reached. Safe for several threads.
public interface Progress {

  /// The platform's id of the object that is being made, as soon as it is known and before any
  /// waiting: recorded at once, so that a killed run finds the object again.
  void identified(String id);

  /// One short line on what is being waited for, without a final stop.
  void message(String text);

  /// True once the user has asked to stop. The call that is running comes to its end all the same,
  /// with its waits, so that no object is left half changed.
  boolean isCancelled();

  /// How long the object may take until it is ready; null when the configuration leaves that to the
  /// type.
  default @Nullable Duration readyTimeout() {
    return null;
  }
}
