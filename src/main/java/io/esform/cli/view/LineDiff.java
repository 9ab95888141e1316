package io.esform.cli.view;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The difference of two texts by line, in unified format.
final class LineDiff {

  private static final int CONTEXT = 3;
  private static final int HEADER_LINES = 2;
  private static final String NO_LINE_FEED = "\\ No newline at end of file";

  private LineDiff() {}

  /// The hunks, each starting with its `@@` line, without the two lines that name the files; empty
  /// for equal texts. Control characters are escaped.
  static List<String> hunks(String before, String after) {
    List<String> left = lines(before);
    List<String> right = lines(after);
    List<String> unified =
        UnifiedDiffUtils.generateUnifiedDiff(
            "before", "after", left, DiffUtils.diff(left, right), CONTEXT);
    return unified.stream()
        .skip(HEADER_LINES)
        .flatMap(line -> line.lines())
        .map(Text::printable)
        .toList();
  }

  /// The number of lines of the text.
  static int count(String text) {
    return lines(text).size();
  }

  private static List<String> lines(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    if (text.endsWith("\n")) {
      return Arrays.asList(text.substring(0, text.length() - 1).split("\n", -1));
    }
    var lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    lines.addLast(lines.removeLast() + "\n" + NO_LINE_FEED);
    return lines;
  }

  /// The colour of a line of a hunk.
  static Mark mark(String line) {
    if (line.startsWith("@@")) {
      return Mark.DIFF_HUNK;
    }
    if (line.startsWith("+")) {
      return Mark.DIFF_ADD;
    }
    return line.startsWith("-") ? Mark.DIFF_REMOVE : Mark.DIFF_SAME;
  }
}
