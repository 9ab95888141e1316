package io.esform.state.backend.objects;

import io.esform.task.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Runs threads one at a time, and has the time that they wait for. At each step of a thread it
/// decides which one continues, so that the same decisions give the same execution.
public final class Schedule {

  /// Decides which of some threads continues.
  interface Choice {
    int among(int count);
  }

  /// A process with some threads. It can be suspended and killed, with all of them.
  public final class Machine implements Tasks {

    private long suspendedUntil;
    private boolean killed;

    @Override
    public void start(String name, Runnable work) {
      threads.add(new Each(this, work));
    }

    @Override
    public void pause(Duration length) {
      delay(length);
    }

    /// Lets no thread of this process continue for this time.
    void suspend(Duration length) {
      suspendedUntil = Math.max(suspendedUntil, now + length.toNanos());
    }

    /// Ends all threads of this process.
    void kill() {
      killed = true;
    }

    boolean isKilled() {
      return killed;
    }
  }

  /// Ends a thread of a killed process.
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  private static final int MAX_STEPS = 100_000;

  private static final class Each {
    private final Machine machine;
    private final Semaphore turn = new Semaphore(0);
    private @Nullable Runnable work;
    private long wakeAt;

    Each(Machine machine, @Nullable Runnable work) {
      this.machine = machine;
      this.work = work;
    }

    long readyAt() {
      return machine.killed ? 0 : Math.max(wakeAt, machine.suspendedUntil);
    }
  }

  private final List<Each> threads = new ArrayList<>();
  private final Choice choice;
  private final Each main;
  private @Nullable Each running;
  private @Nullable Throwable failure;
  private long now;
  private int steps;

  Schedule(Choice choice) {
    this.choice = choice;
    this.main = new Each(new Machine(), null);
    this.running = main;
    threads.add(main);
  }

  /// A schedule in which the calling thread continues until it waits.
  public static Schedule inOrder() {
    return new Schedule(_ -> 0);
  }

  /// The process of the calling thread.
  public Machine mainMachine() {
    return main.machine;
  }

  Machine machine() {
    return new Machine();
  }

  private Each current() {
    if (running == null) {
      throw new IllegalStateException("no thread is running");
    }
    return running;
  }

  /// Lets the current thread continue after this time.
  void delay(Duration length) {
    current().wakeAt = now + length.toNanos();
    next();
  }

  /// Lets another thread or the same one continue.
  void step() {
    current().wakeAt = now;
    next();
  }

  /// Returns after all threads except the calling one have ended.
  void finish() {
    while (threads.size() > 1) {
      main.wakeAt = Long.MAX_VALUE;
      next();
    }
    if (failure != null) {
      throw new AssertionError(failure.getMessage(), failure);
    }
  }

  /// Continues with the chosen thread; returns when the calling one is chosen.
  private void next() {
    Each mine = current();
    if (++steps > MAX_STEPS) {
      throw new AssertionError("The threads do not come to an end.");
    }
    Each chosen = choose();
    resume(chosen);
    mine.turn.acquireUninterruptibly();
    if (mine.machine.killed) {
      throw new Killed();
    }
  }

  private Each choose() {
    long earliest = threads.stream().mapToLong(Each::readyAt).min().orElse(now);
    now = Math.max(now, earliest == Long.MAX_VALUE ? now : earliest);
    List<Each> ready =
        threads.stream().filter(each -> each.readyAt() <= now || threads.size() == 1).toList();
    return ready.get(choice.among(ready.size()));
  }

  private void resume(Each chosen) {
    running = chosen;
    Runnable work = chosen.work;
    if (work == null) {
      chosen.turn.release();
      return;
    }
    chosen.work = null;
    Thread.ofVirtual().start(() -> run(chosen, work));
  }

  private void run(Each mine, Runnable work) {
    try {
      if (!mine.machine.killed) {
        work.run();
      }
    } catch (Killed _) {
      // The process has ended.
    } catch (RuntimeException | Error fault) {
      failure = failure == null ? fault : failure;
    }
    threads.remove(mine);
    resume(choose());
  }
}
