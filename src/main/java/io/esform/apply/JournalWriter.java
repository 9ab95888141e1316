package io.esform.apply;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.state.JournalRecord;
import io.esform.state.backend.Backend;
import io.esform.task.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The one thread that appends to the journal. Records that arrive during a write are written and
/// flushed together next. Records that no step waits for are delayed up to 10 ms, to be written
/// together. Thread-safe.
final class JournalWriter {

  private static final Duration MOMENT = Duration.ofMillis(10);

  private final Backend backend;
  private final Tasks tasks;
  private final Lock lock = new ReentrantLock();

  /// Only the journal's thread waits for this condition, so that a new record wakes no other
  /// thread.
  private final Condition somethingToDo = lock.newCondition();

  private final Condition somethingSettled = lock.newCondition();
  private List<PendingRecord> waiting = new ArrayList<>();
  private Diagnostics failure = Diagnostics.none();

  /// The number of the append that will write the waiting records.
  private long batch;

  /// Whether the waiting records must be appended now.
  private boolean due;

  private long taken;
  private long settled;
  private boolean stopping;

  /// @param settled called with whether the record is written
  private record PendingRecord(JournalRecord record, Consumer<Boolean> settled) {}

  JournalWriter(Backend backend, Tasks tasks) {
    this.backend = backend;
    this.tasks = tasks;
  }

  void start() {
    tasks.start("journal", this::work);
  }

  /// Appends a record soon, in the order of the calls, without waiting.
  ///
  /// @param settled called once on the journal's thread, with whether the record is written
  void add(JournalRecord each, Consumer<Boolean> settled) {
    lock.lock();
    try {
      if (waiting.isEmpty()) {
        long mine = batch;
        tasks.start("journal moment", () -> waitForOthers(mine));
      }
      take(new PendingRecord(each, settled));
    } finally {
      lock.unlock();
    }
  }

  /// Appends a record, and returns after it is flushed or has failed.
  ///
  /// @return whether the record is written
  boolean addAndWait(JournalRecord each) {
    lock.lock();
    try {
      take(new PendingRecord(each, _ -> {}));
      due = true;
      somethingToDo.signal();
      awaitSettled(taken);
      return !failure.hasErrors();
    } finally {
      lock.unlock();
    }
  }

  private void take(PendingRecord each) {
    waiting.add(each);
    taken++;
  }

  /// Requests the append of the batch after a moment, unless it is already taken.
  private void waitForOthers(long mine) {
    try {
      tasks.pause(MOMENT);
    } catch (InterruptedException _) {
      // The batch is then appended at once.
    }
    lock.lock();
    try {
      if (batch == mine) {
        due = true;
        somethingToDo.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Empty unless an append has failed.
  Diagnostics failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }

  /// Returns after all records are written or have failed, and ends the thread.
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
    for (List<PendingRecord> next = next(); !next.isEmpty(); next = next()) {
      boolean kept =
          finished(next.size(), append(next.stream().map(PendingRecord::record).toList()));
      next.forEach(entry -> entry.settled().accept(kept));
    }
  }

  private Diagnostics append(List<JournalRecord> records) {
    try {
      return backend.append(records);
    } catch (RuntimeException | Error fault) {
      // Steps wait for this thread, so they get an answer for every fault.
      return Diagnostics.of(
          Diagnostic.error(
              "Journal cannot be written",
              "Writing the journal failed unexpectedly: %s.".formatted(fault)));
    }
  }

  /// The next records to append; empty at the end.
  private List<PendingRecord> next() {
    lock.lock();
    try {
      while (!due && !stopping) {
        somethingToDo.awaitUninterruptibly();
      }
      List<PendingRecord> next = waiting;
      waiting = new ArrayList<>();
      due = false;
      batch++;
      return next;
    } finally {
      lock.unlock();
    }
  }

  /// Whether all records up to here are written.
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
