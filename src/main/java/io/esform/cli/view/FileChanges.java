package io.esform.cli.view;

import io.esform.provider.RendersFiles.FileComparison;
import io.esform.provider.RendersFiles.RenderedFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Shows the changes of hosts' rendered files as unified diffs. A diff that several hosts share is
/// shown once.
///
/// Stateful: remembers the diffs that were shown. Use one per plan.
final class FileChanges {

  /// The sizes of longer paths are not aligned, because the lines would exceed 80 columns.
  private static final int MOST_PADDED = 52;

  private static final int SHOWN_DIGITS = 12;

  private static final String UNKNOWN_BEFORE = "its text until now is not known";

  private final boolean contents;
  private final Map<String, String> shownAt = new HashMap<>();

  /// @param contents whether to show the full text of new files
  FileChanges(boolean contents) {
    this.contents = contents;
  }

  List<Line> lines(int column, String address, String name, FileComparison files) {
    if (files.after().isEmpty()) {
      return List.of();
    }
    return files.before().isEmpty()
        ? created(column, address, name, files.after())
        : changed(column, address, name, files.before(), files.after());
  }

  private List<Line> created(
      int column, String address, String name, SortedMap<String, RenderedFile> files) {
    var own = new TreeMap<>(files);
    files.forEach((path, file) -> {
      if (file.text() != null && isShown(path, file.text(), address)) {
        own.remove(path);
      }
    });
    var lines = new ArrayList<Line>();
    lines.add(Line.of(column, Mark.ADD, name + ": " + Text.counted(files.size(), "file")));
    appendListing(lines, column, own);
    int alike = files.size() - own.size();
    if (alike > 0) {
      lines.add(Line.hint(column + 4, Text.counted(alike, "file") + " as shown above"));
    }
    return lines;
  }

  /// Whether the same file with the same text was shown for another instance.
  private boolean isShown(String path, String text, String address) {
    return !address.equals(shownAt.computeIfAbsent(path + "\n\n" + text, _ -> address));
  }

  private void appendListing(List<Line> lines, int column, SortedMap<String, RenderedFile> files) {
    List<Line> listing = listing(column, Mark.ADD, "", files);
    int index = 1;
    for (RenderedFile file : files.values()) {
      lines.add(listing.get(index++));
      if (contents && file.text() != null) {
        appendContent(lines, column + 8, file.original(), file.text());
      }
    }
  }

  /// The whole text, or the difference from the file of the pack.
  private static void appendContent(
      List<Line> lines, int column, @Nullable String original, String text) {
    if (original != null) {
      LineDiff.hunks(original, text)
          .forEach(line -> lines.add(Line.of(column, LineDiff.mark(line), line)));
      return;
    }
    text.lines()
        .map(Text::printable)
        .forEach(line -> lines.add(Line.of(column, Mark.DIFF_ADD, "+" + line)));
  }

  /// The paths with the sizes or checksums of their texts, after a line with the count.
  static List<Line> listing(
      int column, Mark mark, String name, SortedMap<String, RenderedFile> files) {
    var lines = new ArrayList<Line>();
    lines.add(Line.of(column, mark, name + ": " + Text.counted(files.size(), "file")));
    int longest =
        Math.min(MOST_PADDED, files.keySet().stream().mapToInt(Text::columns).max().orElse(0));
    int digits = files.values().stream().mapToInt(file -> size(file).length()).max().orElse(0);
    files.forEach((path, file) -> {
      String size = size(file);
      int gap = Text.columns(path) > longest ? 2 : 2 + digits - size.length();
      String shown = Text.padded(Text.printable(path), longest) + " ".repeat(gap) + size;
      lines.add(Line.of(column + 4, mark, shown));
    });
    return lines;
  }

  private List<Line> changed(
      int column,
      String address,
      String name,
      SortedMap<String, RenderedFile> old,
      SortedMap<String, RenderedFile> fresh) {
    var lines = new ArrayList<Line>();
    var paths = new TreeSet<>(old.keySet());
    paths.addAll(fresh.keySet());
    long changes = 0;
    for (String path : paths) {
      var before = old.get(path);
      var after = fresh.get(path);
      if (before == null || after == null || !isSame(before, after)) {
        changes++;
        one(lines, column + 4, address, Text.printable(path), before, after);
      }
    }
    if (changes > 0) {
      String count = changes + " of " + paths.size() + " change";
      lines.addFirst(Line.of(column, Mark.CHANGE, name + ": " + count));
    }
    return lines;
  }

  private void one(
      List<Line> lines,
      int column,
      String address,
      String path,
      @Nullable RenderedFile before,
      @Nullable RenderedFile after) {
    if (after == null) {
      lines.add(Line.of(column, Mark.REMOVE, path));
    } else if (before == null) {
      lines.add(Line.of(column, Mark.ADD, path + "  " + size(after)));
      if (after.text() != null) {
        String original = after.original();
        diff(lines, column, address, path, original == null ? "" : original, after.text());
      }
    } else if (before.text() != null && after.text() != null) {
      lines.add(Line.of(column, Mark.CHANGE, path));
      diff(lines, column, address, path, before.text(), after.text());
    } else {
      lines.add(Line.of(column, Mark.CHANGE, path + "  " + size(after)));
      if (after.text() != null) {
        lines.add(Line.hint(column, UNKNOWN_BEFORE));
      }
    }
  }

  private static boolean isSame(RenderedFile before, RenderedFile after) {
    return (before.text() != null && after.text() != null)
        ? before.text().equals(after.text())
        : before.sha256().equals(after.sha256());
  }

  private void diff(
      List<Line> lines, int column, String address, String path, String before, String after) {
    List<String> hunks = LineDiff.hunks(before, after);
    String first = shownAt.putIfAbsent(path + "\n" + String.join("\n", hunks), address);
    if (first != null && !first.equals(address)) {
      lines.add(Line.hint(column, "the same as in " + first));
      return;
    }
    hunks.forEach(line -> lines.add(Line.of(column + 2, LineDiff.mark(line), line)));
  }

  /// `1,204 bytes`, or the start of the checksum of a file whose text is not known.
  private static String size(RenderedFile file) {
    return file.text() != null
        ? Text.counted(file.text().getBytes(StandardCharsets.UTF_8).length, "byte")
        : "sha256 " + file.sha256().substring(0, Math.min(file.sha256().length(), SHOWN_DIGITS));
  }
}
