package io.esform.diag;

import org.jspecify.annotations.Nullable;

/// One error or warning for the user.
///
/// @param summary short, fixed wording, no user-defined names, no final stop ("Duplicate argument")
/// @param detail full sentences: the fault, where it is, and a correction; commands to copy are on
///   their own indented line
/// @param subject the source range of the fault; null for a fault outside source files (an I/O
///   error)
/// @param context a wider range to show around the subject; null when the lines of the subject
///   suffice
/// @param address the address of the affected resource instance or check; null for none
public record Diagnostic(
    Severity severity,
    String summary,
    String detail,
    @Nullable SourceRange subject,
    @Nullable SourceRange context,
    @Nullable String address) {

  public static Diagnostic error(String summary, String detail) {
    return new Diagnostic(Severity.ERROR, summary, detail, null, null, null);
  }

  public static Diagnostic error(String summary, String detail, @Nullable SourceRange subject) {
    return new Diagnostic(Severity.ERROR, summary, detail, subject, null, null);
  }

  public static Diagnostic warning(String summary, String detail, @Nullable SourceRange subject) {
    return new Diagnostic(Severity.WARNING, summary, detail, subject, null, null);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /// The same diagnostic as a warning, which does not stop the run.
  public Diagnostic asWarning() {
    return new Diagnostic(Severity.WARNING, summary, detail, subject, context, address);
  }

  public Diagnostic withText(String newSummary, String newDetail) {
    return new Diagnostic(severity, newSummary, newDetail, subject, context, address);
  }

  public Diagnostic withSubject(@Nullable SourceRange range) {
    return new Diagnostic(severity, summary, detail, range, context, address);
  }

  public Diagnostic withContext(@Nullable SourceRange range) {
    return new Diagnostic(severity, summary, detail, subject, range, address);
  }

  public Diagnostic withAddress(@Nullable String instance) {
    return new Diagnostic(severity, summary, detail, subject, context, instance);
  }
}
