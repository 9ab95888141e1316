package io.esform.providers.local;

import io.esform.es.Platform.PlatformException;
import io.esform.provider.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Waits for something to become so, with a deadline and growing pauses.
final class Waiter {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final InstantSource clock;

  Waiter(InstantSource clock) {
    this.clock = clock;
  }

  /// How a wait ended.
  enum End {
    REACHED,
    TIMED_OUT,
    CANCELLED
  }

  /// One look at what is waited for.
  @FunctionalInterface
  interface Look {
    /// True once it is so.
    ///
    /// @throws PlatformException when it never will be
    boolean isReached() throws PlatformException;
  }

  End await(Look look, Duration limit, Progress progress) throws PlatformException {
    Instant deadline = clock.instant().plus(limit);
    Duration pause = FIRST_PAUSE;
    while (!look.isReached()) {
      if (progress.isCancelled() || !sleep(pause)) {
        return End.CANCELLED;
      }
      if (clock.instant().isAfter(deadline)) {
        return End.TIMED_OUT;
      }
      pause = longer(pause);
    }
    return End.REACHED;
  }

  private static Duration longer(Duration pause) {
    Duration longer = pause.multipliedBy(5).dividedBy(4);
    return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
  }

  private static boolean sleep(Duration pause) {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
