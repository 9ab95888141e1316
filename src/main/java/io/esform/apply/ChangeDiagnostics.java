package io.esform.apply;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.plan.Change;
import io.esform.value.AttributePath;
import java.util.List;
import java.util.stream.Collectors;

/// Diagnostics that name the instance they are about and where it stands in the configuration.
final class ChangeDiagnostics {

  private static final int MOST_PATHS = 3;

  private ChangeDiagnostics() {}

  static Diagnostic error(Change change, String summary, String detail) {
    return Diagnostic.error(summary, detail, change.subject())
        .withAddress(change.address().toString());
  }

  /// The same, about this change where they do not say what they are about.
  static Diagnostics located(Change change, Diagnostics diagnostics) {
    return new Diagnostics(
        diagnostics.all().stream()
            .map(it -> it.address() == null ? it.withAddress(change.address().toString()) : it)
            .map(it -> it.subject() == null ? it.withSubject(change.subject()) : it)
            .toList());
  }

  /// The first few, as they stand in a sentence.
  static String display(List<AttributePath> paths) {
    return paths.stream()
        .limit(MOST_PATHS)
        .map(AttributePath::toString)
        .collect(Collectors.joining(", "));
  }
}
