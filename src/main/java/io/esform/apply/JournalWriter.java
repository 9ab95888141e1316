package io.esform.apply;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.state.JournalRecord;
import io.esform.state.backend.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The one thread that appends to the journal. Records that arrive while it appends go down to the
/// disk together next, however many there are; those that nobody waits for stay a moment for others
/// to come along. Safe for several threads.
final class JournalWriter {

  private static final long MOMENT_NANOS = 10_000_000;

  private final Backend backend;
  private final Thread thread;
  private List<JournalRecord> waiting = new ArrayList<>();
  private Diagnostics failure = Diagnostics.none();
  private boolean urgent;
  private long since;
  private long taken;
  private long settled;
  private boolean stopping;

  JournalWriter(Backend backend) {
    this.backend = backend;
    this.thread = Thread.ofPlatform().name("journal").daemon().unstarted(this::work);
  }

  void start() {
    thread.start();
  }

  /// Has a record appended soon, in the order of the calls, and does not wait.
  synchronized void add(JournalRecord each) {
    if (waiting.isEmpty()) {
      since = System.nanoTime();
    }
    waiting.add(each);
    taken++;
    notifyAll();
  }

  /// Has a record appended, and returns once it cannot be lost any more, or cannot be kept.
  ///
  /// @return whether it is kept
  synchronized boolean addAndWait(JournalRecord each) {
    urgent = true;
    add(each);
    awaitSettled(taken);
    return !failure.hasErrors();
  }

  /// Empty unless something could not be appended.
  synchronized Diagnostics failure() {
    return failure;
  }

  /// Returns once everything is appended or cannot be, and ends the thread.
  synchronized void finish() {
    stopping = true;
    notifyAll();
    awaitSettled(taken);
  }

  private synchronized void awaitSettled(long record) {
    boolean interrupted = false;
    while (settled < record) {
      try {
        wait();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    for (List<JournalRecord> next = next(); !next.isEmpty(); next = next()) {
      finished(next.size(), append(next));
    }
  }

  private Diagnostics append(List<JournalRecord> records) {
    try {
      return backend.append(records);
    } catch (RuntimeException fault) {
      return Diagnostics.of(
          Diagnostic.error(
              "Journal cannot be written",
              "Writing the journal failed in an unforeseen way: %s.".formatted(fault)));
    }
  }

  /// Empty when there is nothing more to come.
  private synchronized List<JournalRecord> next() {
    long left = left();
    while (left > 0) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException _) {
        // Nobody else knows this thread; it ends when it is told to.
      }
      left = left();
    }
    List<JournalRecord> next = waiting;
    waiting = new ArrayList<>();
    urgent = false;
    return next;
  }

  /// How long to wait before the next append, in nanoseconds; not above 0 when it is due.
  private long left() {
    if (urgent || stopping) {
      return 0;
    }
    return waiting.isEmpty() ? Long.MAX_VALUE : since + MOMENT_NANOS - System.nanoTime();
  }

  private synchronized void finished(int count, Diagnostics result) {
    settled += count;
    if (!failure.hasErrors()) {
      failure = result;
    }
    notifyAll();
  }
}
