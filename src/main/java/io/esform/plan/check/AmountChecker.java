package io.esform.plan.check;

import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.provider.Relations.Offer;
import io.esform.provider.Relations.Use;
import io.esform.value.AttributePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reports offers that are smaller than the sum of the uses. One error for each offer, with the
/// sum.
final class AmountChecker {

  private static final int SHOWN_USES = 12;

  private final Things things;
  private final DiagnosticSink sink;

  /// @param thing that has the amount
  private record Pool(Things.Name thing, String unit) {}

  private record Offered(Participant by, Offer offer) {}

  private record Used(Participant by, Use use) {}

  AmountChecker(Things things, DiagnosticSink sink) {
    this.things = things;
    this.sink = sink;
  }

  void check(List<Participant> participants) {
    Map<Pool, List<Used>> uses = new HashMap<>();
    var offers = new ArrayList<Offered>();
    for (Participant participant : participants) {
      for (Use use : participant.relations().uses()) {
        uses.computeIfAbsent(pool(participant, use.thing(), use.unit()), _ -> new ArrayList<>())
            .add(new Used(participant, use));
      }
      participant
          .relations()
          .offers()
          .forEach(offer -> offers.add(new Offered(participant, offer)));
    }
    for (Offered each : offers) {
      Pool pool = pool(each.by(), each.offer().thing(), each.offer().unit());
      check(each, uses.getOrDefault(pool, List.of()));
    }
  }

  private Pool pool(Participant participant, String thing, String unit) {
    return new Pool(things.find(participant.provider(), thing), unit);
  }

  private void check(Offered offered, List<Used> uses) {
    long total = uses.stream().mapToLong(each -> each.use().amount()).sum();
    boolean isTouched =
        offered.by().touched() || uses.stream().anyMatch(each -> each.by().touched());
    if (total > offered.offer().amount() && isTouched) {
      report(offered, uses, total);
    }
  }

  private void report(Offered offered, List<Used> uses, long total) {
    Offer offer = offered.offer();
    List<Used> largestFirst =
        uses.stream()
            .sorted(
                Comparator.comparingLong((Used each) -> -each.use().amount())
                    .thenComparing(each -> each.by().address()))
            .toList();
    Participant place = offered.by();
    AttributePath path = offer.path();
    if (place.instance() == null) {
      Used used =
          largestFirst.stream()
              .filter(each -> each.by().instance() != null)
              .findFirst()
              .orElseThrow();
      place = used.by();
      path = used.use().path();
    }
    @Nullable SourceRange range = place.range(path);
    String detail =
        "%s offers %s %s (%s), but its users can need %s at the same time:\n\n%s\n%s"
            .formatted(
                capitalized(offer.thing()),
                count(offer.amount()),
                offer.unit(),
                offer.how(),
                count(total),
                sum(largestFirst, total),
                offer.advice());
    sink.report(
        Diagnostic.error("Not enough " + offer.unit(), offered.by().hide(detail), range)
            .withContext(place.header())
            .withAddress(offered.by().address()));
  }

  private static String capitalized(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /// One line for each use, and the total.
  private static String sum(List<Used> uses, long total) {
    int width = count(total).length();
    var lines = new StringBuilder();
    for (Used used : uses.subList(0, Math.min(uses.size(), SHOWN_USES))) {
      lines.append(
          line(
              width,
              used.use().amount(),
              used.by().label() + ": " + used.by().hide(used.use().how())));
    }
    if (uses.size() > SHOWN_USES) {
      List<Used> rest = uses.subList(SHOWN_USES, uses.size());
      long others = rest.stream().mapToLong(each -> each.use().amount()).sum();
      lines.append(line(width, others, rest.size() + " others"));
    }
    lines.append(line(width, total, "in total"));
    String places =
        Participant.places(uses.stream().map(each -> each.by().range(each.use().path())));
    return places.isEmpty() ? lines.toString() : lines + "\nSet at " + places + ".\n";
  }

  private static String line(int width, long amount, String text) {
    return "    " + " ".repeat(width - count(amount).length()) + count(amount) + "  " + text + "\n";
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
