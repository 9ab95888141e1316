package io.esform.diag;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// An immutable list of diagnostics, in the order they were found.
public record Diagnostics(List<Diagnostic> all) implements Iterable<Diagnostic> {

  private static final Diagnostics NONE = new Diagnostics(List.of());

  public Diagnostics {
    all = List.copyOf(all);
  }

  public static Diagnostics none() {
    return NONE;
  }

  public static Diagnostics of(Diagnostic... diagnostics) {
    return new Diagnostics(List.of(diagnostics));
  }

  public boolean hasErrors() {
    return all.stream().anyMatch(Diagnostic::isError);
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  public Diagnostics and(Diagnostics more) {
    if (more.isEmpty()) {
      return this;
    }
    return isEmpty()
        ? more
        : new Diagnostics(Stream.concat(all.stream(), more.all.stream()).toList());
  }

  public Diagnostics where(Predicate<Diagnostic> wanted) {
    return new Diagnostics(all.stream().filter(wanted).toList());
  }

  /// The same diagnostics by file and offset, those without a source last, without duplicates.
  public Diagnostics sorted() {
    return new Diagnostics(
        all.stream()
            .distinct()
            .sorted(
                Comparator.comparing(
                    (Diagnostic diagnostic) -> diagnostic.subject(),
                    Comparator.nullsLast(
                        Comparator.comparing(SourceRange::file)
                            .thenComparingInt(SourceRange::startOffset))))
            .toList());
  }

  @Override
  public Iterator<Diagnostic> iterator() {
    return all.iterator();
  }
}
