package io.esform.cli.view;

import io.esform.address.ResourceInstanceAddress;
import io.esform.provider.Serving.ServiceReport;
import java.util.Map;
import java.util.SortedMap;

/// Shows whether hosts serve, as text.
public final class StatusView {

  private final ViewStyle style;

  public StatusView(ViewStyle style) {
    this.style = style;
  }

  /// For each host its address and whether it is ready, then its facts, probes and problems.
  public String render(SortedMap<ResourceInstanceAddress, ServiceReport> reports) {
    if (reports.isEmpty()) {
      return "The state has no hosts.\n";
    }
    var text = new StringBuilder();
    reports.forEach((address, report) -> text.append(host(address.toString(), report)));
    long down = reports.values().stream().filter(it -> !it.problems().isEmpty()).count();
    String sum =
        down == 0
            ? style.paint(Paint.GREEN, "All %d hosts are ready.".formatted(reports.size()))
            : style.paint(
                Paint.BOLD_RED, "Not ready: %d of %d hosts.".formatted(down, reports.size()));
    return text.append(sum).append('\n').toString();
  }

  private String host(String address, ServiceReport report) {
    boolean isReady = report.problems().isEmpty();
    var text = new StringBuilder();
    text.append(style.paint(Paint.BOLD, address))
        .append("  ")
        .append(isReady ? style.paint(Paint.GREEN, "ready") : style.paint(Paint.RED, "not ready"))
        .append('\n');
    int longest = report.facts().keySet().stream().mapToInt(String::length).max().orElse(0);
    report
        .facts()
        .forEach((name, fact) ->
            text.append("    ")
                .append(style.paint(Paint.FAINT, name + " ".repeat(longest - name.length())))
                .append("  ")
                .append(Text.printable(fact))
                .append('\n'));
    probes(text, longest, report.checks());
    report
        .problems()
        .forEach(problem ->
            text.append("    ")
                .append(style.paint(Paint.RED, Text.printable(problem)))
                .append('\n'));
    return text.append('\n').toString();
  }

  private void probes(StringBuilder text, int longest, Map<String, String> checks) {
    if (checks.isEmpty()) {
      return;
    }
    var passed = new StringBuilder();
    checks.forEach((name, failure) -> {
      if (failure.isEmpty()) {
        passed.append(passed.isEmpty() ? "" : ", ").append(name);
      }
    });
    text.append("    ")
        .append(style.paint(Paint.FAINT, "passed" + " ".repeat(Math.max(0, longest - 6))))
        .append("  ")
        .append(passed.isEmpty() ? "no probe" : Text.printable(passed.toString()))
        .append('\n');
  }
}
