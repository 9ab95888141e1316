package io.esform.simulation;

import java.util.ArrayList;
import java.util.List;

/// The events of a simulation, in order.
final class Trace {

  private final List<Line> lines = new ArrayList<>();

  /// @param at in nanoseconds
  private record Line(long at, String who, String what) {

    @Override
    public String toString() {
      return "%9.3f %-4s %s".formatted(at / 1e9, who, what);
    }
  }

  void add(long at, String who, String what) {
    lines.add(new Line(at, who, what));
  }

  int size() {
    return lines.size();
  }

  /// One event a line.
  String text() {
    var text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  /// The number of events that contain a text.
  long count(String part) {
    return lines.stream().filter(line -> line.what().contains(part)).count();
  }
}
