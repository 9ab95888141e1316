package io.esform.provider;

import io.esform.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Waits for something to become so, with a deadline and growing pauses.
public final class Waiter {

  private final InstantSource clock;
  private final Tasks tasks;
  private final Pauses pauses;

  public Waiter(InstantSource clock, Tasks tasks, Pauses pauses) {
    this.clock = clock;
    this.tasks = tasks;
    this.pauses = pauses;
  }

  /// How long to wait between two looks.
  ///
  /// @param first after the first look; each later one is a quarter longer
  /// @param longest that it may grow to
  public record Pauses(Duration first, Duration longest) {

    Duration after(Duration pause) {
      Duration longer = pause.multipliedBy(5).dividedBy(4);
      return longer.compareTo(longest) > 0 ? longest : longer;
    }
  }

  /// How a wait ended.
  public enum End {
    REACHED,
    TIMED_OUT,
    /// This thread was interrupted.
    CANCELLED
  }

  /// One look at what is waited for.
  ///
  /// @param <E> how a look fails
  @FunctionalInterface
  public interface Look<E extends Exception> {
    /// True once it is so.
    ///
    /// @throws E when it never will be
    boolean isReached() throws E;
  }

  /// Looks until it is so, the limit has passed or this thread is interrupted. A wish to stop the
  /// run does not end the wait: what follows it, such as starting a host that was stopped, would be
  /// left out.
  ///
  /// @param progress of the call that waits
  /// @throws E when a look fails
  public <E extends Exception> End await(Look<E> look, Duration limit, Progress progress) throws E {
    Instant deadline = clock.instant().plus(limit);
    Duration pause = pauses.first();
    while (!look.isReached()) {
      if (!sleep(pause)) {
        return End.CANCELLED;
      }
      if (clock.instant().isAfter(deadline)) {
        return End.TIMED_OUT;
      }
      pause = pauses.after(pause);
    }
    return End.REACHED;
  }

  private boolean sleep(Duration pause) {
    try {
      tasks.pause(pause);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
