package io.esform.cli.view;

import io.esform.state.backend.Versions;
import io.esform.state.backend.Versions.Version;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Shows the versions of a state as a table.
public final class VersionsView {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private VersionsView() {}

  /// @param serial begins with an asterisk for the saved state
  private record Row(String serial, String saved, String size) {}

  /// One line for each state, newest first, below the names of the columns; empty for none.
  public static String render(Versions versions) {
    List<Row> rows = rows(versions);
    int serial = rows.stream().mapToInt(row -> row.serial().length()).max().orElse(0);
    int saved = rows.stream().mapToInt(row -> row.saved().length()).max().orElse(0);
    int size = rows.stream().mapToInt(row -> row.size().length()).max().orElse(0);
    var text = new StringBuilder();
    if (rows.size() > 1) {
      for (Row row : rows) {
        text.append(Text.padded(row.serial(), serial))
            .append("  ")
            .append(Text.padded(row.saved(), saved))
            .append("  ")
            .append(" ".repeat(size - row.size().length()))
            .append(row.size())
            .append('\n');
      }
    }
    return text.toString();
  }

  private static List<Row> rows(Versions versions) {
    var rows = new ArrayList<>(List.of(new Row("  serial", "saved", "size")));
    Version current = versions.current();
    if (current != null) {
      rows.add(row("* ", current));
    }
    versions.earlier().forEach(each -> rows.add(row("  ", each)));
    return rows;
  }

  private static Row row(String mark, Version version) {
    return new Row(
        mark + version.serial(), time(version.saved()), Text.counted(version.size(), "byte"));
  }

  private static String time(@Nullable Instant time) {
    return time == null ? "unknown" : TIME.format(time);
  }
}
