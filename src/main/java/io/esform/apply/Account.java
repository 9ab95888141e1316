package io.esform.apply;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/// Shows what a run does in the order in which it happens, and shows nothing as done before its
/// record is kept. For one thread.
final class Account {

  private final Deque<Entry> entries = new ArrayDeque<>();

  /// One thing that happened, to be shown once it is settled and everything before it is shown.
  static final class Entry {
    private final Consumer<Boolean> show;
    private boolean settled;
    private boolean kept;

    private Entry(Consumer<Boolean> show) {
      this.show = show;
    }
  }

  /// Whether everything has been shown.
  boolean isSettled() {
    return entries.isEmpty();
  }

  /// Takes in what needs no record.
  void add(Runnable show) {
    settle(await(_ -> show.run()), true);
  }

  /// Takes in what is not shown until its record is settled.
  ///
  /// @param show hears whether the record is kept
  Entry await(Consumer<Boolean> show) {
    var entry = new Entry(show);
    entries.add(entry);
    return entry;
  }

  void settle(Entry entry, boolean kept) {
    entry.settled = true;
    entry.kept = kept;
    for (Entry first = entries.peek(); first != null && first.settled; first = entries.peek()) {
      entries.remove();
      first.show.accept(first.kept);
    }
  }
}
