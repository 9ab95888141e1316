package io.esform.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.ResourceInstanceAddress;
import io.esform.cli.view.json.StatusJson;
import io.esform.provider.Serving.ServiceReport;
import io.esform.testing.Golden;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What people and programs see of hosts: one that serves, one that does not, and one without
/// probes.
class StatusViewTest {

  private static final String PROBLEM =
      "registry: a resource that was written to the registry here is not in that of"
          + " https://10.89.77.12:9443: it reads another registry";

  private static SortedMap<ResourceInstanceAddress, ServiceReport> reports() {
    var reports = new TreeMap<ResourceInstanceAddress, ServiceReport>();
    reports.put(Plans.store(0), report(List.of(), ""));
    reports.put(Plans.store(1), report(List.of(PROBLEM), PROBLEM.replaceFirst("registry: ", "")));
    reports.put(
        Plans.store(2), ServiceReport.of(List.of("the host is not running, or has another size")));
    return reports;
  }

  private static ServiceReport report(List<String> problems, String registry) {
    var facts = new LinkedHashMap<String, String>();
    facts.put("generation", "3");
    facts.put("carbon", "4.7.1");
    facts.put("members", "10.89.77.11, 10.89.77.12, 10.89.77.21, 10.89.77.22");
    facts.put("disk", "/ has 71,000 of 258,019 MiB free");
    facts.put("reported", "2026-01-31T12:00:00Z\u001b[31m");
    return new ServiceReport(problems, checks(registry), facts);
  }

  private static SequencedMap<String, String> checks(String registry) {
    var checks = new LinkedHashMap<String, String>();
    for (String name :
        List.of("disk", "database", "carbon", "login_form", "redirects", "members")) {
      checks.put(name, "");
    }
    checks.put("login", "");
    checks.put("registry", registry);
    return checks;
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 120})
  void aScreenShowsEachHostWithItsProblems(int width) {
    String text = new StatusView(ViewStyle.plain(width)).render(reports());
    assertThat(text.lines()).allMatch(line -> line.length() <= width);
    Golden.check("cli/view/status.%d.txt".formatted(width), text);
  }

  @Test
  void programsSeeTheSame() {
    Golden.check("cli/view/status.json", StatusJson.render(reports()));
  }

  @Test
  void aStateWithoutHostsIsSaidToHaveNone() {
    assertThat(new StatusView(ViewStyle.plain(80)).render(new TreeMap<>()))
        .isEqualTo("The state has no hosts.\n");
  }
}
