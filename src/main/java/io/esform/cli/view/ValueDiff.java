package io.esform.cli.view;

import io.esform.cli.view.ListDiff.ElementPair;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The lines of a value, or of its change. Short values take one line.
final class ValueDiff {

  /// Indentation inside brackets, in columns.
  private static final int STEP = 4;

  private static final int LONGEST_TEXT = 16;
  private static final int FEW_LINES = 3;

  private final int width;
  private final LongTexts longTexts;
  private final List<Line> lines = new ArrayList<>();

  ValueDiff(int width) {
    this(width, LongTexts.SHORTENED);
  }

  ValueDiff(int width, LongTexts longTexts) {
    this.width = width;
    this.longTexts = longTexts;
  }

  /// The display of a long text that is added, removed or unchanged.
  sealed interface LongTexts {
    LongTexts SHORTENED = new Shortened();
    LongTexts WHOLE = new Whole();

    /// Up to sixteen lines.
    record Shortened() implements LongTexts {}

    /// The full text.
    record Whole() implements LongTexts {}

    /// The first line.
    ///
    /// @param command that shows the full text
    record FirstLine(String command) implements LongTexts {}
  }

  List<Line> lines() {
    return lines;
  }

  /// Adds the change of one entry.
  ///
  /// @param label text before the value: `name = `, or empty for an element
  /// @param before null for an added entry
  /// @param after null for a removed entry
  void entry(int column, String label, @Nullable Value before, @Nullable Value after) {
    Value old = before == null || before.isNull() ? null : before;
    Value fresh = after == null || after.isNull() ? null : after;
    if (old != null && fresh != null) {
      if (old.equals(fresh)) {
        whole(column, Mark.NONE, label, old, "");
      } else {
        changed(column, label, old, fresh);
      }
    } else if (fresh != null) {
      whole(column, Mark.ADD, label, fresh, "");
    } else if (old != null) {
      whole(column, Mark.REMOVE, label, old, "");
    }
  }

  /// Adds a value that is added, removed or unchanged as a whole.
  ///
  /// @param tail text after the value on its last line
  void whole(int column, Mark mark, String label, Value value, String tail) {
    String text = ValueText.severalLines(value);
    String inline = ValueText.inline(value);
    List<Value> elements = ValueText.elements(value);
    Map<String, Value> entries = ValueText.entries(value);
    if (text != null) {
      wholeText(column, mark, label, text, tail);
    } else if (fits(column, label + inline + tail) || (elements == null && entries == null)) {
      lines.add(Line.of(column, mark, label + cropped(inline) + tail));
    } else if (elements != null) {
      lines.add(Line.of(column, mark, label + "["));
      elements.forEach(element -> whole(column + STEP, mark, "", element, ","));
      lines.add(Line.of(column, Mark.NONE, "]" + tail));
    } else if (entries != null) {
      lines.add(Line.of(column, mark, label + "{"));
      int names = longestName(entries.keySet());
      entries.forEach((name, entry) -> whole(column + STEP, mark, label(name, names), entry, ""));
      lines.add(Line.of(column, Mark.NONE, "}" + tail));
    }
  }

  private void wholeText(int column, Mark mark, String label, String text, String tail) {
    List<String> shown = text.stripTrailing().lines().map(Text::printable).toList();
    if (longTexts instanceof LongTexts.FirstLine(var command) && shown.size() > FEW_LINES) {
      String first = ValueText.inline(Value.of(shown.getFirst() + "..."));
      lines.add(Line.of(column, mark, label + cropped(first) + tail));
      String size =
          "%s, %s: %s"
              .formatted(
                  Text.counted(shown.size(), "line"),
                  Text.counted(text.length(), "character"),
                  command);
      lines.add(Line.hint(column + STEP, size));
      return;
    }
    boolean isCut = longTexts instanceof LongTexts.Shortened && shown.size() > LONGEST_TEXT;
    int limit = isCut ? LONGEST_TEXT / 2 : shown.size();
    lines.add(Line.of(column, mark, label + "<<-EOT"));
    shown.stream().limit(limit).forEach(line -> lines.add(Line.of(column + STEP, Mark.NONE, line)));
    if (limit < shown.size()) {
      lines.add(Line.hint(column + STEP, Text.counted(shown.size() - limit, "more line")));
    }
    lines.add(Line.of(column, Mark.NONE, "EOT" + tail));
  }

  private void changed(int column, String label, Value before, Value after) {
    Map<String, Value> oldEntries = ValueText.entries(before);
    Map<String, Value> newEntries = ValueText.entries(after);
    List<Value> oldElements = ValueText.elements(before);
    List<Value> newElements = ValueText.elements(after);
    if (before.isSensitive() || after.isSensitive()) {
      lines.add(Line.of(column, Mark.CHANGE, label + ValueText.SENSITIVE));
    } else if (oldEntries != null && newEntries != null) {
      lines.add(Line.of(column, Mark.CHANGE, label + "{"));
      String identity = label.isEmpty() ? ListDiff.identity(oldEntries) : null;
      changedEntries(column + STEP, oldEntries, newEntries, identity);
      lines.add(Line.of(column, Mark.NONE, "}"));
    } else if (oldElements != null && newElements != null) {
      lines.add(Line.of(column, Mark.CHANGE, label + "["));
      changedElements(column + STEP, oldElements, newElements);
      lines.add(Line.of(column, Mark.NONE, "]"));
    } else {
      changedScalar(column, label, before, after);
    }
  }

  /// @param identity an unchanged entry to show as well; null for none
  private void changedEntries(
      int column, Map<String, Value> before, Map<String, Value> after, @Nullable String identity) {
    var shown = new LinkedHashMap<String, ElementPair>();
    int hidden = 0;
    var names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      var pair = new ElementPair(before.get(name), after.get(name));
      if (pair.isSame() && !name.equals(identity)) {
        hidden++;
      } else {
        shown.put(name, pair);
      }
    }
    int longest = longestName(shown.keySet());
    shown.forEach((name, pair) -> entry(column, label(name, longest), pair.before(), pair.after()));
    if (hidden > 0) {
      lines.add(Line.hint(column, Text.counted(hidden, "unchanged entry", "unchanged entries")));
    }
  }

  private void changedElements(int column, List<Value> before, List<Value> after) {
    List<ElementPair> pairs = ListDiff.pairs(before, after);
    int hidden = 0;
    for (int index = 0; index < pairs.size(); index++) {
      ElementPair pair = pairs.get(index);
      if (pair.isSame() && !isContext(pairs, index)) {
        hidden++;
        continue;
      }
      hidden = flushHidden(column, hidden);
      element(column, pair);
    }
    flushHidden(column, hidden);
  }

  /// Unchanged simple elements next to a change are shown as context; objects are too long.
  private static boolean isContext(List<ElementPair> pairs, int index) {
    Value value = pairs.get(index).before();
    if (value == null || ValueText.entries(value) != null) {
      return false;
    }
    return (index > 0 && !pairs.get(index - 1).isSame())
        || (index + 1 < pairs.size() && !pairs.get(index + 1).isSame());
  }

  private int flushHidden(int column, int hidden) {
    if (hidden > 0) {
      lines.add(Line.hint(column, Text.counted(hidden, "unchanged element")));
    }
    return 0;
  }

  private void element(int column, ElementPair pair) {
    Value before = pair.before();
    Value after = pair.after();
    if (before != null && after != null && !pair.isSame()) {
      changed(column, "", before, after);
    } else if (before == null && after != null) {
      whole(column, Mark.ADD, "", after, ",");
    } else if (before != null) {
      whole(column, pair.isSame() ? Mark.NONE : Mark.REMOVE, "", before, ",");
    }
  }

  private void changedScalar(int column, String label, Value before, Value after) {
    String oldText = ValueText.severalLines(before);
    String newText = ValueText.severalLines(after);
    if (oldText != null && newText != null) {
      lines.add(Line.of(column, Mark.CHANGE, label + "<<-EOT"));
      for (String line : LineDiff.hunks(oldText, newText)) {
        lines.add(Line.of(column + STEP, LineDiff.mark(line), line));
      }
      lines.add(Line.of(column, Mark.NONE, "EOT"));
      return;
    }
    String old = cropped(ValueText.inline(before));
    String fresh = cropped(ValueText.inline(after));
    if (fits(column, label + old + " -> " + fresh)) {
      lines.add(Line.of(column, Mark.CHANGE, label + old + " -> " + fresh));
    } else {
      lines.add(Line.of(column, Mark.CHANGE, label + old));
      lines.add(
          Line.of(column, Mark.NONE, " ".repeat(Math.max(0, label.length() - 3)) + "-> " + fresh));
    }
  }

  private boolean fits(int column, String text) {
    return column + 2 + Text.columns(text) <= width;
  }

  /// A text longer than four lines is shortened to its beginning and its length.
  private String cropped(String inline) {
    int limit = 4 * width;
    return inline.length() <= limit || longTexts instanceof LongTexts.Whole
        ? inline
        : inline.substring(0, inline.offsetByCodePoints(0, width))
            + "... ("
            + Text.grouped(inline.length())
            + " characters)";
  }

  static String label(String name, int columns) {
    return Text.padded(ValueText.key(name), columns) + " = ";
  }

  static int longestName(Iterable<String> names) {
    int longest = 0;
    for (String name : names) {
      longest = Math.max(longest, Text.columns(ValueText.key(name)));
    }
    return longest;
  }
}
