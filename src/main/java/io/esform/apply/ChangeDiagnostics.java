package io.esform.apply;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.plan.Change;
import io.esform.value.AttributePath;
import java.util.List;
import java.util.stream.Collectors;

/// Diagnostics with the address of an instance and the position of its block.
final class ChangeDiagnostics {

  private static final int MOST_PATHS = 3;

  private ChangeDiagnostics() {}

  static Diagnostic error(Change change, String summary, String detail) {
    return Diagnostic.error(summary, detail, change.subject())
        .withAddress(change.address().toString());
  }

  /// The same diagnostics, with the address and position of this change where they have none.
  static Diagnostics located(Change change, Diagnostics diagnostics) {
    return new Diagnostics(
        diagnostics.all().stream()
            .map(it -> it.address() == null ? it.withAddress(change.address().toString()) : it)
            .map(it -> it.subject() == null ? it.withSubject(change.subject()) : it)
            .toList());
  }

  /// The first few paths, as part of a sentence.
  static String display(List<AttributePath> paths) {
    return paths.stream()
        .limit(MOST_PATHS)
        .map(AttributePath::toString)
        .collect(Collectors.joining(", "));
  }
}
