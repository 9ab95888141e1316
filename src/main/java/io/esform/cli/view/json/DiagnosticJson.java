package io.esform.cli.view.json;

import io.esform.cli.view.SourceTexts;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.diag.Severity;
import io.esform.diag.SourceRange;
import java.util.List;

/// Diagnostics as JSON, in the format of `validate --json`.
public final class DiagnosticJson {

  private DiagnosticJson() {}

  /// The document; ends with a line feed.
  public static String render(Diagnostics diagnostics, SourceTexts sources) {
    List<Diagnostic> sorted = diagnostics.sorted().all();
    long errors = sorted.stream().filter(Diagnostic::isError).count();
    return JsonDocument.document(json -> {
      json.member("format_version", JsonDocument.FORMAT_VERSION);
      json.member("valid", errors == 0);
      json.member("error_count", errors);
      json.member("warning_count", sorted.size() - errors);
      json.arrayMember("diagnostics", sorted, found -> write(json, found, sources));
    });
  }

  static void write(JsonDocument json, Diagnostic diagnostic, SourceTexts sources) {
    json.object(_ -> {
      json.member("severity", diagnostic.severity() == Severity.ERROR ? "error" : "warning");
      json.member("summary", diagnostic.summary());
      json.member("detail", diagnostic.detail());
      if (diagnostic.address() != null) {
        json.member("address", diagnostic.address());
      }
      SourceRange subject = diagnostic.subject();
      if (subject != null) {
        json.objectMember("range", _ -> range(json, subject));
        String source = sources.find(subject.file());
        if (source != null) {
          snippet(json, source, subject);
        }
      }
    });
  }

  private static void range(JsonDocument json, SourceRange range) {
    json.member("filename", range.file());
    json.objectMember(
        "start", _ -> position(json, range.startLine(), range.startColumn(), range.startOffset()));
    json.objectMember(
        "end", _ -> position(json, range.endLine(), range.endColumn(), range.endOffset()));
  }

  private static void position(JsonDocument json, int line, int column, int offset) {
    json.member("line", line);
    json.member("column", column);
    json.member("offset", offset);
  }

  private static void snippet(JsonDocument json, String source, SourceRange subject) {
    List<String> lines = source.lines().toList();
    if (subject.startLine() <= lines.size()) {
      json.objectMember(
          "snippet",
          _ -> {
            json.member("start_line", subject.startLine());
            json.member("code", lines.get(subject.startLine() - 1));
          });
    }
  }
}
