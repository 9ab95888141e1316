package io.esform.simulation;

import io.esform.task.Tasks;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A process with its threads. It can be suspended and killed at each of its steps: its operations
/// on disk, store and cloud.
final class SimulatedProcess implements Tasks {

  private final Scheduler scheduler;
  private final String name;
  private final Fate fate;
  private final Thread.Builder.OfVirtual threads;
  private long suspendedUntil;
  private boolean ended;
  private boolean killed;
  private int steps;
  private Runnable stopping = () -> {};

  /// @param killAt the step at which the process is killed; 0 for never
  /// @param suspendAt the step at which it is suspended; 0 for never
  /// @param seconds how long it is suspended
  /// @param stopAt the step at which the user asks it to stop; 0 for never
  record Fate(int killAt, int suspendAt, int seconds, int stopAt) {

    static final Fate NONE = new Fate(0, 0, 0, 0);

    /// All fates that are simpler in one respect.
    Stream<Fate> simpler() {
      return Stream.of(
              new Fate(0, suspendAt, seconds, stopAt),
              new Fate(killAt, 0, 0, stopAt),
              new Fate(killAt, suspendAt, seconds, 0))
          .filter(each -> !each.equals(this));
    }
  }

  SimulatedProcess(Scheduler scheduler, String name, Fate fate) {
    this.scheduler = scheduler;
    this.name = name;
    this.fate = fate;
    this.threads = scheduler.threads(this);
  }

  String name() {
    return name;
  }

  boolean isEnded() {
    return ended;
  }

  boolean isKilled() {
    return killed;
  }

  boolean isSuspended() {
    return suspendedUntil > scheduler.now();
  }

  /// Runs the main work of the process, which ends with it.
  void main(Runnable work) {
    start(
        "main",
        () -> {
          work.run();
          note("ends");
          ended = true;
        });
  }

  /// Sets what happens when the user asks the process to stop.
  void onStop(Runnable action) {
    stopping = action;
  }

  void kill() {
    if (!ended) {
      note("is killed");
      ended = true;
      killed = true;
    }
  }

  void note(String text) {
    scheduler.trace().add(scheduler.now(), name, text);
  }

  @Override
  public void start(String thread, Runnable work) {
    threads
        .unstarted(() -> {
          try {
            work.run();
          } catch (RuntimeException | Error fault) {
            scheduler.fail(fault);
          }
        })
        .start();
  }

  @Override
  public void pause(Duration length) throws InterruptedException {
    Thread waiting = Thread.currentThread();
    var isOver = new boolean[1];
    scheduler.after(
        length,
        this,
        () -> {
          isOver[0] = true;
          LockSupport.unpark(waiting);
        });
    while (!isOver[0]) {
      LockSupport.park();
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  /// Waits for a time of a service, which no interruption shortens.
  void delay(Duration length) {
    try {
      pause(length);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// One operation: lets other threads continue, and may end this process.
  void step(String operation) {
    steps++;
    note(operation);
    if (steps == fate.suspendAt()) {
      note("is suspended");
      suspend(Duration.ofSeconds(fate.seconds()));
    }
    if (steps == fate.stopAt()) {
      note("is asked to stop");
      stopping.run();
    }
    if (steps == fate.killAt()) {
      kill();
    }
    stay();
  }

  private void suspend(Duration length) {
    suspendedUntil = scheduler.now() + length.toNanos();
    scheduler.after(length, this, () -> {});
  }

  /// Lets other threads continue; never returns once the process has ended.
  @SuppressWarnings("ThreadPriorityCheck") // The scheduler of the simulation decides.
  void stay() {
    do {
      Thread.yield();
    } while (ended);
  }
}
