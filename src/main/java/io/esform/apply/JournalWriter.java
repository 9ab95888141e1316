package io.esform.apply;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.state.JournalRecord;
import io.esform.state.backend.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The one thread that appends to the journal. Records that arrive while it appends are written and
/// flushed together next, however many there are; those that nobody waits for wait a moment for
/// others. Safe for several threads.
final class JournalWriter {

  private static final long MOMENT_NANOS = 10_000_000;

  private final Backend backend;
  private final Thread thread;
  private final Lock lock = new ReentrantLock();

  /// For the thread alone: whoever waits for a record is not woken by the records of others.
  private final Condition somethingToDo = lock.newCondition();

  private final Condition somethingSettled = lock.newCondition();
  private List<Entry> waiting = new ArrayList<>();
  private Diagnostics failure = Diagnostics.none();
  private boolean urgent;
  private long since;
  private long taken;
  private long settled;
  private boolean stopping;

  /// @param settled hears whether the record is kept
  private record Entry(JournalRecord record, Consumer<Boolean> settled) {}

  JournalWriter(Backend backend) {
    this.backend = backend;
    this.thread = Thread.ofPlatform().name("journal").daemon().unstarted(this::work);
  }

  void start() {
    thread.start();
  }

  /// Has a record appended soon, in the order of the calls, and does not wait.
  ///
  /// @param settled called once on the journal's thread, when the record is kept or cannot be, with
  ///   whether it is
  void add(JournalRecord each, Consumer<Boolean> settled) {
    lock.lock();
    try {
      take(new Entry(each, settled));
    } finally {
      lock.unlock();
    }
  }

  /// Has a record appended, and returns once it cannot be lost any more, or cannot be kept.
  ///
  /// @return whether it is kept
  boolean addAndWait(JournalRecord each) {
    lock.lock();
    try {
      take(new Entry(each, _ -> {}));
      urgent = true;
      somethingToDo.signal();
      awaitSettled(taken);
      return !failure.hasErrors();
    } finally {
      lock.unlock();
    }
  }

  private void take(Entry each) {
    if (waiting.isEmpty()) {
      since = System.nanoTime();
      somethingToDo.signal();
    }
    waiting.add(each);
    taken++;
  }

  /// Empty unless something could not be appended.
  Diagnostics failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }

  /// Returns once everything is appended or cannot be, and ends the thread.
  void finish() {
    lock.lock();
    try {
      stopping = true;
      somethingToDo.signal();
      awaitSettled(taken);
    } finally {
      lock.unlock();
    }
  }

  private void awaitSettled(long record) {
    while (settled < record) {
      somethingSettled.awaitUninterruptibly();
    }
  }

  private void work() {
    for (List<Entry> next = next(); !next.isEmpty(); next = next()) {
      boolean kept = finished(next.size(), append(next.stream().map(Entry::record).toList()));
      next.forEach(entry -> entry.settled().accept(kept));
    }
  }

  private Diagnostics append(List<JournalRecord> records) {
    try {
      return backend.append(records);
    } catch (RuntimeException | Error fault) {
      // Whoever waits for this thread must be answered, whatever happens to it.
      return Diagnostics.of(
          Diagnostic.error(
              "Journal cannot be written",
              "Writing the journal failed in an unforeseen way: %s.".formatted(fault)));
    }
  }

  /// Empty when there is nothing more to come.
  private List<Entry> next() {
    lock.lock();
    try {
      awaitSomethingToDo();
      List<Entry> next = waiting;
      waiting = new ArrayList<>();
      urgent = false;
      return next;
    } finally {
      lock.unlock();
    }
  }

  private void awaitSomethingToDo() {
    for (long left = left(); left > 0; left = left()) {
      try {
        somethingToDo.awaitNanos(left);
      } catch (InterruptedException _) {
        // Nobody else knows this thread; it ends when it is told to.
      }
    }
  }

  /// How long to wait before the next append, in nanoseconds; not above 0 when it is due.
  private long left() {
    if (urgent || stopping) {
      return 0;
    }
    return waiting.isEmpty() ? Long.MAX_VALUE : since + MOMENT_NANOS - System.nanoTime();
  }

  /// Whether everything up to here is kept.
  private boolean finished(int count, Diagnostics result) {
    lock.lock();
    try {
      settled += count;
      if (!failure.hasErrors()) {
        failure = result;
      }
      somethingSettled.signalAll();
      return !failure.hasErrors();
    } finally {
      lock.unlock();
    }
  }
}
