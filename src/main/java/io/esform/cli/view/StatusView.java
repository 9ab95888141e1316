package io.esform.cli.view;

import io.esform.address.ResourceInstanceAddress;
import io.esform.provider.Serving.ServiceReport;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// Shows whether hosts serve, as text.
public final class StatusView {

  private static final String INDENTATION = "    ";
  private static final String GAP = "  ";

  private final ViewStyle style;

  public StatusView(ViewStyle style) {
    this.style = style;
  }

  /// One line of a host, before it is wrapped.
  private record Row(String label, String text, boolean isProblem) {}

  /// For each host its address and whether it is ready, then its facts, the probes that passed, and
  /// its problems.
  public String render(SortedMap<ResourceInstanceAddress, ServiceReport> reports) {
    if (reports.isEmpty()) {
      return "The state has no hosts.\n";
    }
    var text = new StringBuilder();
    reports.forEach((address, report) -> append(text, address.toString(), report));
    long down = reports.values().stream().filter(it -> !it.problems().isEmpty()).count();
    return text.append(sum(reports.size(), down)).append('\n').toString();
  }

  private String sum(int all, long down) {
    return down == 0
        ? style.paint(Paint.GREEN, "All %d hosts are ready.".formatted(all))
        : style.paint(Paint.BOLD_RED, "Not ready: %d of %d hosts.".formatted(down, all));
  }

  private void append(StringBuilder text, String address, ServiceReport report) {
    boolean isReady = report.problems().isEmpty();
    text.append(style.paint(Paint.BOLD, Text.printable(address)))
        .append(GAP)
        .append(isReady ? style.paint(Paint.GREEN, "ready") : style.paint(Paint.RED, "not ready"))
        .append('\n');
    List<Row> rows = rows(report);
    int longest = rows.stream().mapToInt(row -> row.label().length()).max().orElse(0);
    rows.forEach(row -> append(text, row, longest));
    text.append('\n');
  }

  private void append(StringBuilder text, Row row, int longest) {
    int width = style.width() - INDENTATION.length() - longest - GAP.length();
    String label = style.paint(Paint.FAINT, Text.padded(row.label(), longest));
    for (String line : Text.wrap(row.text(), width)) {
      text.append(INDENTATION)
          .append(label)
          .append(GAP)
          .append(row.isProblem() ? style.paint(Paint.RED, line) : line)
          .append('\n');
      label = " ".repeat(longest);
    }
  }

  private static List<Row> rows(ServiceReport report) {
    var rows = new ArrayList<Row>();
    report.facts().forEach((name, fact) -> rows.add(new Row(name, fact, false)));
    String passed =
        report.checks().entrySet().stream()
            .filter(check -> check.getValue().isEmpty())
            .map(check -> check.getKey())
            .collect(Collectors.joining(", "));
    if (!passed.isEmpty()) {
      rows.add(new Row("passed", passed, false));
    }
    report.problems().forEach(problem -> rows.add(new Row("problem", problem, true)));
    return rows;
  }
}
