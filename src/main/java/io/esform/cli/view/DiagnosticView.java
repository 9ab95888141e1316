package io.esform.cli.view;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.diag.Severity;
import io.esform.diag.SourceRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Errors and warnings as text: summary, position, source and advice.
public final class DiagnosticView {

  private static final String INDENT = "  ";
  private static final int MOST_ADDRESSES = 6;

  private final ViewStyle style;
  private final SourceTexts sources;
  private final Map<String, List<String>> linesByFile = new HashMap<>();

  public DiagnosticView(ViewStyle style, SourceTexts sources) {
    this.style = style;
    this.sources = sources;
  }

  /// All diagnostics, sorted by position, with a count at the end when there are several. Equal
  /// diagnostics of several instances are shown once. Ends with a line feed; empty for none.
  public String render(Diagnostics diagnostics) {
    var alike = new LinkedHashMap<Diagnostic, List<String>>();
    for (Diagnostic diagnostic : diagnostics.sorted()) {
      List<String> addresses =
          alike.computeIfAbsent(diagnostic.withAddress(null), _ -> new ArrayList<>());
      if (diagnostic.address() != null) {
        addresses.add(Text.printable(diagnostic.address()));
      }
    }
    var text = new StringBuilder();
    alike.forEach((diagnostic, addresses) ->
        text.append(text.isEmpty() ? "" : "\n").append(render(diagnostic, addresses)));
    if (alike.size() > 1) {
      text.append('\n').append(style.paint(Paint.BOLD, counts(alike.keySet()))).append('\n');
    }
    return text.toString();
  }

  private String render(Diagnostic diagnostic, List<String> addresses) {
    var text = new StringBuilder();
    text.append(word(diagnostic.severity()))
        .append(style.paint(Paint.BOLD, Text.printable(diagnostic.summary())))
        .append('\n');
    appendPlace(text, diagnostic.subject(), addresses);
    appendSnippet(text, diagnostic);
    if (!diagnostic.detail().isBlank()) {
      text.append('\n');
      appendDetail(text, Text.wrap(diagnostic.detail().strip(), style.width() - 2));
    }
    return text.toString();
  }

  /// The lines, with empty lines around each group of indented ones.
  private static void appendDetail(StringBuilder text, List<String> lines) {
    String previous = "";
    for (String line : lines) {
      boolean beside = !line.isBlank() && !previous.isBlank();
      if (beside && line.startsWith(" ") != previous.startsWith(" ")) {
        text.append('\n');
      }
      text.append((INDENT + line).stripTrailing()).append('\n');
      previous = line;
    }
  }

  private String word(Severity severity) {
    return switch (severity) {
      case ERROR -> style.paint(Paint.BOLD_RED, "Error: ");
      case WARNING -> style.paint(Paint.BOLD_YELLOW, "Warning: ");
    };
  }

  private void appendPlace(
      StringBuilder text, @Nullable SourceRange subject, List<String> addresses) {
    if (subject == null && addresses.isEmpty()) {
      return;
    }
    text.append(INDENT);
    if (subject != null) {
      text.append(style.paint(Paint.CYAN, subject.toString()));
      text.append(addresses.isEmpty() ? "" : ", for ");
    }
    if (addresses.size() == 1) {
      text.append(addresses.getFirst());
    } else if (addresses.size() > 1) {
      text.append(Text.counted(addresses.size(), "instance")).append(':');
      addresses.stream()
          .limit(MOST_ADDRESSES)
          .forEach(address -> text.append("\n    ").append(address));
      int more = addresses.size() - MOST_ADDRESSES;
      text.append(more > 0 ? "\n    and " + more + " more" : "");
    }
    text.append('\n');
  }

  private void appendSnippet(StringBuilder text, Diagnostic diagnostic) {
    SourceRange subject = diagnostic.subject();
    if (subject == null) {
      return;
    }
    List<String> lines = linesByFile.computeIfAbsent(subject.file(), this::lines);
    List<String> snippet = Snippet.of(style, lines, subject, diagnostic.context());
    if (!snippet.isEmpty()) {
      text.append('\n');
      snippet.forEach(line -> text.append(line).append('\n'));
    }
  }

  /// Empty when the file is unavailable.
  private List<String> lines(String file) {
    String source = sources.find(file);
    return source == null ? List.of() : List.of(source.split("\r?\n", -1));
  }

  private static String counts(Collection<Diagnostic> diagnostics) {
    long errors = diagnostics.stream().filter(Diagnostic::isError).count();
    long warnings = diagnostics.size() - errors;
    if (errors == 0) {
      return Text.counted(warnings, "warning");
    }
    return Text.counted(errors, "error")
        + (warnings == 0 ? "" : ", " + Text.counted(warnings, "warning"));
  }
}
