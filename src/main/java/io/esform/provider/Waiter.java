package io.esform.provider;

import io.esform.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Polls a condition until a deadline, with growing pauses.
public final class Waiter {

  private final InstantSource clock;
  private final Tasks tasks;
  private final Pauses pauses;

  public Waiter(InstantSource clock, Tasks tasks, Pauses pauses) {
    this.clock = clock;
    this.tasks = tasks;
    this.pauses = pauses;
  }

  /// The pauses between polls.
  ///
  /// @param first after the first poll; each later pause is a quarter longer
  /// @param longest maximum pause
  public record Pauses(Duration first, Duration longest) {

    Duration after(Duration pause) {
      Duration longer = pause.multipliedBy(5).dividedBy(4);
      return longer.compareTo(longest) > 0 ? longest : longer;
    }
  }

  /// The result of a wait.
  public enum WaitResult {
    REACHED,
    TIMED_OUT,
    /// This thread was interrupted.
    CANCELLED
  }

  /// The condition of a wait.
  ///
  /// @param <E> error of a poll
  @FunctionalInterface
  public interface Look<E extends Exception> {
    /// True once the condition holds.
    ///
    /// @throws E when the condition can never hold
    boolean isReached() throws E;
  }

  /// Polls until the condition holds, the limit has passed or this thread is interrupted. A request
  /// to stop the run does not end the wait, because the steps after it, such as starting a stopped
  /// host, still have to run.
  ///
  /// @throws E when a poll fails
  public <E extends Exception> WaitResult await(Look<E> look, Duration limit) throws E {
    Instant deadline = clock.instant().plus(limit);
    Duration pause = pauses.first();
    while (!look.isReached()) {
      if (!sleep(pause)) {
        return WaitResult.CANCELLED;
      }
      if (clock.instant().isAfter(deadline)) {
        return WaitResult.TIMED_OUT;
      }
      pause = pauses.after(pause);
    }
    return WaitResult.REACHED;
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
