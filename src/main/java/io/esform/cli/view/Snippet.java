package io.esform.cli.view;

import io.esform.diag.SourceRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The source line of a diagnostic with a marker, below the header of its enclosing block.
final class Snippet {

  private static final String CUT = "...";

  private final ViewStyle style;
  private final List<String> lines;
  private final SourceRange subject;
  private final int gutter;

  private Snippet(ViewStyle style, List<String> lines, SourceRange subject) {
    this.style = style;
    this.lines = lines;
    this.subject = subject;
    this.gutter = Integer.toString(subject.startLine()).length();
  }

  /// @param lines of the file that contains the subject
  /// @param context a range whose first line is also shown; null to search for the header of the
  ///   block
  static List<String> of(
      ViewStyle style, List<String> lines, SourceRange subject, @Nullable SourceRange context) {
    var snippet = new Snippet(style, lines, subject);
    if (subject.startLine() > lines.size()) {
      return List.of();
    }
    int header = context == null ? snippet.enclosingHeader() : context.startLine();
    return snippet.render(header);
  }

  private List<String> render(int header) {
    var shown = new ArrayList<String>();
    int line = subject.startLine();
    if (header > 0 && header < line) {
      shown.add(numbered(header, Crop.around(shown(header), 0, room())));
      if (header < line - 1) {
        shown.add(bar(style.paint(Paint.FAINT, CUT)));
      }
    }
    String text = lines.get(line - 1);
    int from = Text.columns(expanded(text, subject.startColumn() - 1));
    int to = subject.endLine() > line ? Integer.MAX_VALUE : subject.endColumn() - 1;
    int until = Text.columns(expanded(text, to).stripTrailing());
    Crop crop = Crop.of(Text.printable(text), from, room());
    shown.add(numbered(line, crop.text()));
    int start = Math.max(0, from - crop.dropped());
    int length = Math.clamp((long) until - from, 1, Math.max(1, crop.columns() - start));
    shown.add(bar(" ".repeat(start) + style.paint(Paint.BOLD_RED, "^".repeat(length))));
    return shown;
  }

  /// The nearest line above without indentation, if it opens a block that is still open; else 0.
  /// Uses only the layout, so it misses blocks with another layout.
  private int enclosingHeader() {
    if (!isIndented(lines.get(subject.startLine() - 1))) {
      return 0;
    }
    for (int line = subject.startLine() - 1; line >= 1; line--) {
      String text = lines.get(line - 1);
      if (!text.isBlank() && !isIndented(text)) {
        return text.stripTrailing().endsWith("{") ? line : 0;
      }
    }
    return 0;
  }

  private static boolean isIndented(String text) {
    return text.startsWith(" ") || text.startsWith("\t");
  }

  private String shown(int line) {
    return Text.printable(lines.get(line - 1));
  }

  /// The first `codePoints` characters of the line, as displayed.
  private static String expanded(String text, int codePoints) {
    int count = Math.min(codePoints, text.codePointCount(0, text.length()));
    return Text.printable(text.substring(0, text.offsetByCodePoints(0, Math.max(0, count))));
  }

  private int room() {
    return style.width() - gutter - 5;
  }

  private String numbered(int line, String text) {
    String number = Integer.toString(line);
    return "  "
        + " ".repeat(gutter - number.length())
        + style.paint(Paint.FAINT, number + " |")
        + (text.isEmpty() ? "" : " " + text);
  }

  private String bar(String text) {
    return "  " + " ".repeat(gutter) + style.paint(Paint.FAINT, " |") + " " + text;
  }

  /// A line, shortened to the available width.
  ///
  /// @param dropped the number of columns removed on the left
  private record Crop(String text, int dropped) {

    int columns() {
      return Text.columns(text);
    }

    static String around(String line, int column, int room) {
      return of(line, column, room).text();
    }

    /// The part of the line around the given column, with a third of the width before it.
    static Crop of(String line, int column, int room) {
      if (Text.columns(line) <= room) {
        return new Crop(line, 0);
      }
      int first = column < room * 2 / 3 ? 0 : column - room / 3;
      int inner = room - CUT.length() * (first == 0 ? 1 : 2);
      var kept = new StringBuilder();
      int position = 0;
      int start = -1;
      for (int point : line.codePoints().toArray()) {
        int width = Text.columns(point);
        if (position >= first && position + width <= first + inner) {
          start = start < 0 ? position : start;
          kept.appendCodePoint(point);
        }
        position += width;
      }
      boolean atEnd = position <= first + inner;
      String head = first == 0 ? "" : CUT;
      return new Crop(head + kept + (atEnd ? "" : CUT), Math.max(0, start) - head.length());
    }
  }
}
