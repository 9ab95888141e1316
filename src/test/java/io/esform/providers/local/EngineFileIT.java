package io.esform.providers.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.HostConfig;
import io.esform.es.Platform.PlatformException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real")
class EngineFileIT {

  private static final int READS = 100;

  private final Engine engine = Engine.open(engineAddress());
  private String container = "none";

  @BeforeEach
  void start() throws PlatformException {
    container =
        engine.ask(
            "making a container",
            docker ->
                docker
                    .createContainerCmd("esform-host")
                    .withHostConfig(HostConfig.newHostConfig().withNetworkMode("none"))
                    .withCmd(
                        "sh", "-c", "while :; do echo it > /f.new; mv /f.new /f; rm -f /f; done")
                    .exec()
                    .getId());
    engine.change("starting", docker -> docker.startContainerCmd(container).exec());
  }

  @AfterEach
  void remove() throws PlatformException {
    engine.change(
        "removing", docker -> docker.removeContainerCmd(container).withForce(true).exec());
    engine.close();
  }

  /// A read may happen at any time during the changes, and must not fail.
  @Test
  void aFileThatComesAndGoesIsReadOrNotThere() throws PlatformException {
    int whole = 0;
    for (int read = 0; read < READS; read++) {
      String content =
          engine
              .file("reading", container, "/f")
              .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
              .orElse("");
      assertThat(content).isIn("it\n", "");
      whole += content.isEmpty() ? 0 : 1;
    }
    assertThat(whole).isGreaterThan(0);
  }

  private static EngineAddress engineAddress() {
    try {
      return EngineAddress.find(null, System.getenv());
    } catch (PlatformException failure) {
      throw new IllegalStateException(failure.diagnostic().detail(), failure);
    }
  }
}
