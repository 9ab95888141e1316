package io.esform.plan.check;

import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.provider.Relations.Agreement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reports settings of one thing that differ between instances. One error for each setting, at an
/// instance whose value few others have.
final class AgreementChecker {

  private static final int SHOWN_INSTANCES = 6;

  private final Things things;
  private final DiagnosticSink sink;

  private record Setting(Things.Name thing, String what) {}

  private record Stated(Participant by, Agreement agreement) {}

  AgreementChecker(Things things, DiagnosticSink sink) {
    this.things = things;
    this.sink = sink;
  }

  void check(List<Participant> participants) {
    Map<Setting, List<Stated>> settings = new LinkedHashMap<>();
    for (Participant participant : participants) {
      for (Agreement agreement : participant.relations().agreements()) {
        var setting =
            new Setting(things.find(participant.provider(), agreement.thing()), agreement.what());
        settings
            .computeIfAbsent(setting, _ -> new ArrayList<>())
            .add(new Stated(participant, agreement));
      }
    }
    settings.values().forEach(this::checkSetting);
  }

  private void checkSetting(List<Stated> stated) {
    Map<String, List<Stated>> byValue = new LinkedHashMap<>();
    stated.stream()
        .sorted(Comparator.comparing(each -> each.by().address()))
        .forEach(each ->
            byValue.computeIfAbsent(each.agreement().value(), _ -> new ArrayList<>()).add(each));
    if (byValue.size() > 1 && stated.stream().anyMatch(each -> each.by().touched())) {
      report(byValue);
    }
  }

  private void report(Map<String, List<Stated>> byValue) {
    List<List<Stated>> fewestFirst =
        byValue.values().stream().sorted(Comparator.comparingInt(List::size)).toList();
    Stated place =
        fewestFirst.stream()
            .flatMap(List::stream)
            .filter(each -> each.by().touched() && each.by().instance() != null)
            .findFirst()
            .orElse(fewestFirst.getFirst().getFirst());
    Agreement agreement = place.agreement();
    var values = new StringBuilder();
    fewestFirst.reversed().forEach(group -> values.append(lines(group)));
    String detail =
        "Not all instances have the same value for %s of %s:\n\n%s\n%s"
            .formatted(agreement.what(), agreement.thing(), values, agreement.why());
    sink.report(
        Diagnostic.error("Settings do not agree", detail, place.by().range(agreement.path()))
            .withContext(place.by().header())
            .withAddress(place.by().address()));
  }

  /// The value, and the instances with it.
  private static String lines(List<Stated> group) {
    Stated first = group.getFirst();
    String places =
        Participant.places(group.stream().map(each -> each.by().range(each.agreement().path())));
    var lines =
        new StringBuilder(
            "    %s%s\n"
                .formatted(
                    first.by().hide(first.agreement().value()),
                    places.isEmpty() ? "" : ", set at " + places));
    List<String> labels = group.stream().map(each -> each.by().label()).distinct().toList();
    labels.stream()
        .limit(SHOWN_INSTANCES)
        .forEach(label -> lines.append("      ").append(label).append('\n'));
    if (labels.size() > SHOWN_INSTANCES) {
      lines.append("      and %d others\n".formatted(labels.size() - SHOWN_INSTANCES));
    }
    return lines.toString();
  }
}
