package io.esform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Checks diagnostics against `# ERROR: <summary>` markers at the ends of their lines.
///
/// The summaries of several errors in a line are separated by ` | `. A marker without its
/// diagnostic and a diagnostic without its marker both fail. `# WARNING: <summary>` marks warnings.
/// If a marker would change the test, as in an unclosed string, `# ERROR-1: <summary>` on a later
/// line marks the line that many lines before it.
public final class ErrorMarkers {

  private static final String MARKER = "# (ERROR|WARNING)(-\\d+)?: ";

  private ErrorMarkers() {}

  /// @param file with markers
  /// @param diagnostics whose subjects are in this file, or null
  public static void check(Path file, Diagnostics diagnostics) {
    try {
      check(file.toString(), Files.readString(file), diagnostics);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param text with markers
  public static void check(String name, String text, Diagnostics diagnostics) {
    List<String> found = new ArrayList<>();
    for (Diagnostic diagnostic : diagnostics.sorted()) {
      int line = diagnostic.subject() == null ? 0 : diagnostic.subject().startLine();
      found.add("%d %s: %s".formatted(line, diagnostic.severity(), diagnostic.summary()));
    }
    assertThat(found)
        .as("diagnostics of %s (line, severity, summary)", name)
        .containsExactlyInAnyOrderElementsOf(expected(text));
  }

  private static List<String> expected(String text) {
    var pattern = java.util.regex.Pattern.compile(MARKER);
    List<String> expected = new ArrayList<>();
    String[] lines = text.split("\n", -1);
    for (int index = 0; index < lines.length; index++) {
      var marker = pattern.matcher(lines[index]);
      if (marker.find()) {
        int back = marker.group(2) == null ? 0 : Integer.parseInt(marker.group(2));
        for (String summary : lines[index].substring(marker.end()).strip().split(" \\| ", -1)) {
          expected.add("%d %s: %s".formatted(index + 1 + back, marker.group(1), summary));
        }
      }
    }
    return expected;
  }
}
