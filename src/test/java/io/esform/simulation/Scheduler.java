package io.esform.simulation;

import java.lang.reflect.Constructor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Runs the threads of all processes on the calling thread, one at a time, and owns the time.
///
/// The threads are virtual ones whose continuations come to the executor of their process. So
/// locks, queues and futures of the production code block and continue here, without a change of
/// that code. When no thread can continue, the time advances to the next event.
final class Scheduler {

  private static final int MAX_TURNS = 400_000;
  private static final Constructor<?> BUILDER = builder();

  private final Random random;
  private final Trace trace;
  private final List<Ready> ready = new ArrayList<>();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
  private long now;
  private long numbers;
  private long turns;
  private @Nullable Throwable failure;

  /// @param continuation of a thread, until it waits or yields
  private record Ready(SimulatedProcess process, Runnable continuation) {}

  /// @param at in nanoseconds
  /// @param process whose end cancels it; null for none
  private record Event(long at, long number, @Nullable SimulatedProcess process, Runnable action) {

    boolean isDue(long now) {
      return at <= now;
    }

    boolean isCancelled() {
      return process != null && process.isEnded();
    }
  }

  Scheduler(Random random, Trace trace) {
    this.random = random;
    this.trace = trace;
  }

  /// The constructor that the JDK has for its own tests of schedulers.
  private static Constructor<?> builder() {
    try {
      Constructor<?> found =
          Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
              .getDeclaredConstructor(Executor.class);
      found.setAccessible(true);
      return found;
    } catch (ReflectiveOperationException | RuntimeException missing) {
      throw new LinkageError(
          "The simulation needs --add-opens java.base/java.lang=ALL-UNNAMED.", missing);
    }
  }

  Trace trace() {
    return trace;
  }

  Random random() {
    return random;
  }

  /// The time of all processes.
  Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return Instant.EPOCH.plusNanos(now);
      }
    };
  }

  /// In nanoseconds.
  long now() {
    return now;
  }

  /// Builds the threads of a process.
  Thread.Builder.OfVirtual threads(SimulatedProcess process) {
    try {
      Executor executor = continuation -> ready.add(new Ready(process, continuation));
      return (Thread.Builder.OfVirtual) BUILDER.newInstance(executor);
    } catch (ReflectiveOperationException fault) {
      throw new LinkageError("no virtual threads", fault);
    }
  }

  /// Runs an action on no thread, after a time.
  ///
  /// @param process whose end cancels it; null for none
  void after(Duration length, @Nullable SimulatedProcess process, Runnable action) {
    events.add(new Event(now + length.toNanos(), numbers++, process, action));
  }

  /// Ends the simulation with this fault.
  void fail(Throwable fault) {
    if (failure == null) {
      failure = fault;
    }
  }

  /// Returns when no thread can ever continue.
  void run() {
    while (failure == null) {
      Ready next = next();
      if (next != null) {
        next.continuation().run();
      } else if (!advance()) {
        return;
      }
    }
    throw failure instanceof AssertionError violation
        ? violation
        : new AssertionError(failure.toString(), failure);
  }

  private @Nullable Ready next() {
    ready.removeIf(each -> each.process().isEnded());
    int able = 0;
    for (Ready each : ready) {
      able += each.process().isSuspended() ? 0 : 1;
    }
    if (able == 0) {
      return null;
    }
    if (++turns > MAX_TURNS) {
      fail(new AssertionError("the threads do not come to an end"));
    }
    int chosen = able == 1 ? 0 : random.nextInt(able);
    for (int index = 0; ; index++) {
      if (!ready.get(index).process().isSuspended() && chosen-- == 0) {
        return ready.remove(index);
      }
    }
  }

  /// Advances the time to the next event.
  ///
  /// @return false if there is none
  private boolean advance() {
    while (!events.isEmpty() && events.peek().isCancelled()) {
      events.poll();
    }
    Event first = events.peek();
    if (first == null) {
      return false;
    }
    now = Math.max(now, first.at());
    while (!events.isEmpty() && events.peek().isDue(now)) {
      Event due = events.poll();
      if (!due.isCancelled()) {
        due.action().run();
      }
    }
    return true;
  }
}
