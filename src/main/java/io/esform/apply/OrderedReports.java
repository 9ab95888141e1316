package io.esform.apply;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/// Reports the events of a run in the order in which they happen. A result is reported only after
/// its record is written. Not thread-safe.
final class OrderedReports {

  private final Deque<Report> entries = new ArrayDeque<>();

  /// One event; reported once it is settled and all earlier events are reported.
  static final class Report {
    private final Consumer<Boolean> show;
    private boolean settled;
    private boolean kept;

    private Report(Consumer<Boolean> show) {
      this.show = show;
    }
  }

  /// Whether all events have been reported.
  boolean isSettled() {
    return entries.isEmpty();
  }

  /// Adds an event that needs no record.
  void add(Runnable show) {
    settle(await(_ -> show.run()), true);
  }

  /// Adds an event that is reported once its record is settled.
  ///
  /// @param show called with whether the record is written
  Report await(Consumer<Boolean> show) {
    var entry = new Report(show);
    entries.add(entry);
    return entry;
  }

  void settle(Report entry, boolean kept) {
    entry.settled = true;
    entry.kept = kept;
    for (Report first = entries.peek(); first != null && first.settled; first = entries.peek()) {
      entries.remove();
      first.show.accept(first.kept);
    }
  }
}
