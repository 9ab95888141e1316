package io.esform.plan.pipeline;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.diag.SourceRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The source ranges of reported errors.
final class FaultyRanges {

  /// By file: the start of each range, with the furthest end of all ranges that start there or
  /// before.
  private final Map<String, NavigableMap<Integer, Integer>> reach = new HashMap<>();

  FaultyRanges(Diagnostics diagnostics) {
    List<SourceRange> ranges = new ArrayList<>();
    for (Diagnostic diagnostic : diagnostics) {
      if (diagnostic.isError() && diagnostic.subject() != null) {
        ranges.add(diagnostic.subject());
      }
    }
    ranges.sort(Comparator.comparingInt(SourceRange::startOffset));
    for (SourceRange range : ranges) {
      NavigableMap<Integer, Integer> file =
          reach.computeIfAbsent(range.file(), _ -> new TreeMap<>());
      int before = file.isEmpty() ? 0 : file.lastEntry().getValue();
      file.put(range.startOffset(), Math.max(before, range.endOffset()));
    }
  }

  /// Whether the range overlaps the range of an error.
  boolean meet(SourceRange range) {
    NavigableMap<Integer, Integer> file = reach.get(range.file());
    Map.Entry<Integer, Integer> last = file == null ? null : file.lowerEntry(range.endOffset());
    return last != null && last.getValue() > range.startOffset();
  }
}
