package io.esform.providers.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.InternalServerErrorException;
import io.esform.diag.Diagnostic;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineFailureTest {

  private static final EngineAddress ENGINE =
      new EngineAddress(URI.create("unix:///run/esform/engine.sock"));

  /// The first of each kind is Podman's message, the second Docker's.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Address in use     | IPAM error: requested ip address 10.77.0.11 is already allocated to container ID 7
          Address in use     | Address already in use
          Port in use        | rootlessport listen tcp 127.0.0.1:8443: bind: address already in use
          Port in use        | Bind for 127.0.0.1:8443 failed: port is already allocated
          Network overlap    | subnet 10.77.0.0/24 is already used on the host or by another config
          Network overlap    | Pool overlaps with other one on this address space
          Host image missing | localhost/esform-host:latest: image not known
          Host image missing | No such image: localhost/esform-host:latest
          Disk full          | write /var/lib/mysql/ibdata1: no space left on device
          Name in use        | the container name "net-a" is already in use by 7f
          """)
  void refusalsOfBothEnginesAreTold(String summary, String message) {
    Diagnostic reported = explain(message);

    assertThat(reported.summary()).isEqualTo(summary);
    assertThat(reported.detail())
        .startsWith("The container engine failed while starting a: " + message + ". ");
  }

  @Test
  void anUnknownRefusalIsGivenInTheEnginesWords() {
    assertThat(explain("cgroups are \"upside down\""))
        .isEqualTo(
            Diagnostic.error(
                "Container engine failed",
                "The container engine failed while starting a: cgroups are \"upside down\"."));
  }

  @Test
  void aLostEngineIsNamed() {
    Diagnostic reported =
        EngineFailure.explain(
            ENGINE, "starting a", new RuntimeException(new IOException("Broken pipe")));

    assertThat(reported.summary()).isEqualTo("Container engine unreachable");
    assertThat(reported.detail()).contains("unix:///run/esform/engine.sock", "bin/engine status");
  }

  private static Diagnostic explain(String message) {
    String escaped = message.replace("\"", "\\\"");
    return EngineFailure.explain(
        ENGINE,
        "starting a",
        new InternalServerErrorException(
            "Status 500: {\"cause\":\"x\",\"message\":\"" + escaped + "\",\"response\":500}\n"));
  }
}
