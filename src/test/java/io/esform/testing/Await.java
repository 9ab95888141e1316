package io.esform.testing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// The one place in which tests wait for something that sends no signal, such as a container or a
/// server. It asks a bounded number of times and reads no clock: a slow machine only takes longer.
public final class Await {

  private Await() {}

  /// What is waited for.
  public interface Condition {
    boolean holds() throws Exception;
  }

  /// Returns once the condition holds.
  ///
  /// @param what names the condition in the failure
  /// @param tries how often it is asked at most
  /// @param pause between two tries
  /// @param account what else the failure says
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

  /// Returns once the condition holds; fails as soon as the process has ended without it.
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

  /// Waits for the latch, whoever interrupts.
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

  /// Gives the virtual threads that can run their turn, several times.
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
