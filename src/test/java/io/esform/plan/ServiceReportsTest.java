package io.esform.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.plan.existing.ServiceReports;
import io.esform.provider.Serving.ServiceReport;
import io.esform.testing.FakeProvider;
import io.esform.testing.Workbench;
import io.esform.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Objects that serve are asked whether they do.
class ServiceReportsTest {

  private static final String TEXT =
      """
      resource "thing" "t" {
        count  = 2
        secret = "word-of-${count.index}"
      }
      resource "es_node" "n" { count = 3 }
      """;

  private final FakeProvider provider = new FakeProvider();
  private final Workbench workbench = new Workbench(provider);

  private ServiceReports reports(boolean all) {
    workbench.apply(TEXT);
    return workbench.reports(all);
  }

  @Test
  void eachTypeIsAskedOnce() {
    assertThat(reports(true).areGood()).isTrue();
    assertThat(provider.asks()).containsExactlyInAnyOrder("2 all", "3 all");
  }

  @Test
  void theDefaultIsToLook() {
    reports(false);
    assertThat(provider.asks()).containsExactlyInAnyOrder("2 looking", "3 looking");
  }

  @Test
  void oneThatDoesNotServeIsReportedWithoutItsSecrets() {
    workbench.apply(TEXT);
    provider
        .world()
        .forEach((id, object) -> {
          if (Value.of("word-of-1").equals(object.attributes().get("secret"))) {
            provider.bringDown(id);
          }
        });

    ServiceReports reports = workbench.reports(false);

    assertThat(reports.areGood()).isFalse();
    assertThat(reports.reports().values())
        .filteredOn(report -> !report.problems().isEmpty())
        .singleElement()
        .extracting(ServiceReport::problems)
        .isEqualTo(List.of("it is down and tells (sensitive)"));
  }

  @Test
  void anEmptyStateHasNoReports() {
    workbench.plan("");
    assertThat(workbench.reports(true).reports()).isEmpty();
    assertThat(provider.asks()).isEqualTo(List.of());
  }
}
