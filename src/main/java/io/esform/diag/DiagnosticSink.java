package io.esform.diag;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the diagnostics of one pass; passed down inside the pass and read once at its end.
///
/// Not thread-safe: each concurrent step has its own sink, and the owner merges them.
public final class DiagnosticSink {

  private final List<Diagnostic> found = new ArrayList<>();
  private boolean hasErrors;

  public void report(Diagnostic diagnostic) {
    found.add(diagnostic);
    hasErrors |= diagnostic.isError();
  }

  public void report(Iterable<Diagnostic> diagnostics) {
    diagnostics.forEach(this::report);
  }

  public void error(String summary, String detail, @Nullable SourceRange subject) {
    report(Diagnostic.error(summary, detail, subject));
  }

  public void warning(String summary, String detail, @Nullable SourceRange subject) {
    report(Diagnostic.warning(summary, detail, subject));
  }

  public boolean hasErrors() {
    return hasErrors;
  }

  public Diagnostics toDiagnostics() {
    return new Diagnostics(found);
  }
}
