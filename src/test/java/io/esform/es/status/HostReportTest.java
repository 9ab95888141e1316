package io.esform.es.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.es.status.HostReport.Disk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read from the status document of a host.
class HostReportTest {

  private static final String DOCUMENT =
      """
      {"format":1,"request":"17 all","time":"2026-01-31T12:00:00Z","boot":"ready 3","generation":3,
       "probes":{"disk":"","carbon":"wso2es is inactive"},"versions":{"carbon":"4.7.1"},
       "disk":{"path":"/","free":10,"size":100},"members":["10.0.0.11","10.0.0.12"],"later":1}
      """;

  @Test
  void everyPartIsRead() {
    HostReport report = HostReport.parse(DOCUMENT).orElseThrow();
    assertThat(report.request()).isEqualTo("17 all");
    assertThat(report.time()).isEqualTo("2026-01-31T12:00:00Z");
    assertThat(report.generation()).isEqualTo(3);
    assertThat(report.probes()).containsOnlyKeys("disk", "carbon");
    assertThat(report.versions()).containsEntry("carbon", "4.7.1");
    assertThat(report.members()).containsExactly("10.0.0.11", "10.0.0.12");
    assertThat(report.disk()).isEqualTo(new Disk("/", 10, 100));
  }

  @Test
  void aFailedProbeIsAProblem() {
    assertThat(HostReport.parse(DOCUMENT).orElseThrow().problems())
        .containsExactly("carbon: wso2es is inactive");
  }

  @Test
  void aFailedBootIsAProblem() {
    assertThat(
            HostReport.parse("{\"format\":1,\"boot\":\"failed nginx -t: unknown directive\"}")
                .orElseThrow()
                .problems())
        .containsExactly("boot: nginx -t: unknown directive");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "\"ready\"", "{\"format\":2}", "esform: ready 3"})
  void anythingElseIsNoReport(String document) {
    assertThat(HostReport.parse(document)).isEmpty();
  }
}
