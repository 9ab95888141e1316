package io.esform.testing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Waits for conditions that send no signal, such as the start of a container or server; no other
/// test code does. It polls a bounded number of times and reads no clock, so a slow machine only
/// takes longer.
public final class Await {

  private Await() {}

  /// A condition to wait for.
  public interface Condition {
    boolean holds() throws Exception;
  }

  /// Returns once the condition holds.
  ///
  /// @param what the condition, for the failure's message
  /// @param tries the maximum number of checks
  /// @param pause between two checks
  /// @param account returns further text for the failure's message
  public static void until(
      String what, int tries, Duration pause, Condition condition, Supplier<String> account) {
    for (int attempt = 0; attempt < tries; attempt++) {
      if (holds(condition)) {
        return;
      }
      LockSupport.parkNanos(pause.toNanos());
    }
    throw new AssertionError("Still not so: " + what + ". " + account.get());
  }

  /// Returns once the condition holds; fails as soon as the process ends before that.
  public static void untilOrEnd(
      String what,
      int tries,
      Duration pause,
      Process process,
      Condition condition,
      Supplier<String> account) {
    for (int attempt = 0; attempt < tries; attempt++) {
      if (holds(condition)) {
        return;
      }
      if (hasEnded(process, pause)) {
        throw new AssertionError("Process ended before: " + what + ". " + account.get());
      }
    }
    throw new AssertionError("Still not so: " + what + ". " + account.get());
  }

  private static boolean holds(Condition condition) {
    try {
      return condition.holds();
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  private static boolean hasEnded(Process process, Duration pause) {
    try {
      return process.waitFor(pause);
    } catch (InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }

  /// Waits for the latch, also while interrupted.
  public static void latch(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Lets other runnable virtual threads run several times.
  public static void othersHadTheirTurn() {
    for (int turn = 0; turn < 50; turn++) {
      Thread other = Thread.startVirtualThread(() -> {});
      boolean interrupted = false;
      while (other.isAlive()) {
        try {
          other.join();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
