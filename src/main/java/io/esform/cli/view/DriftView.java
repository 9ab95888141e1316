package io.esform.cli.view;

import io.esform.plan.Drift;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Shows changes outside esform.
final class DriftView {

  private static final int HEADER = 2;
  private static final int ENTRY = 6;

  private final ViewStyle style;

  DriftView(ViewStyle style) {
    this.style = style;
  }

  /// All drift.
  List<Line> whole(List<Drift> drift) {
    return lines(drift, _ -> true);
  }

  /// Drift that affects the plan. A missing object is shown by its change instead.
  List<Line> relevant(List<Drift> drift) {
    var lines = new ArrayList<Line>();
    for (Drift one : drift) {
      if (one.after() != null && one.changesPlan()) {
        lines.addAll(lines(List.of(one), one.relevant()::contains));
      }
    }
    return lines;
  }

  private List<Line> lines(List<Drift> drift, Predicate<String> shown) {
    var lines = new ArrayList<Line>();
    for (Drift one : drift) {
      String address = style.paint(Paint.BOLD, Text.printable(one.display()));
      if (one.after() == null) {
        lines.add(Line.of(HEADER, Mark.REMOVE, address + " was deleted"));
      } else {
        lines.add(Line.of(HEADER, Mark.CHANGE, address));
        lines.addAll(entries(one, shown));
      }
    }
    return lines;
  }

  private List<Line> entries(Drift drift, Predicate<String> shown) {
    ObjectValue before = Redaction.marked(drift.schema(), drift.before());
    ObjectValue after = Redaction.marked(drift.schema(), drift.after());
    Set<String> names = new TreeSet<>(drift.different());
    names.removeIf(shown.negate());
    int longest = ValueDiff.longestName(names);
    var diff = new ValueDiff(style.width());
    for (String name : names) {
      diff.entry(
          ENTRY, ValueDiff.label(name, longest), attribute(before, name), attribute(after, name));
    }
    return diff.lines();
  }

  private static @Nullable Value attribute(@Nullable ObjectValue object, String name) {
    Value value = object == null ? null : object.attributes().get(name);
    return value == null || value.isNull() ? null : Unset.removed(value);
  }
}
