package io.esform.diag;

import org.jspecify.annotations.Nullable;

/// One thing the user should know.
///
/// @param summary short, fixed wording, no names of the user's, no final stop ("Duplicate
///   argument")
/// @param detail full sentences: what was wrong with which thing and what to do; commands to copy
///   stand on their own indented line
/// @param subject the source the message is about; null when it is about no source (an I/O error)
/// @param context a wider range to show around the subject; null when the subject's lines suffice
/// @param address the resource instance or check it is about, in text form; null for none
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

  /// The same, stopping nothing.
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
