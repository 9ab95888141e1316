package io.esform.providers.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esform.es.Platform.PlatformException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineAddressTest {

  @TempDir private Path directory = Path.of(".");

  @Test
  void theConfiguredSocketComesFirst() throws IOException, PlatformException {
    Path socket = directory.resolve("engine.sock");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));

      EngineAddress found =
          EngineAddress.find(socket.toString(), Map.of("DOCKER_HOST", "tcp://127.0.0.1:2375"));

      assertThat(found.uri()).isEqualTo(URI.create("unix://" + socket));
    }
  }

  @Test
  void dockerHostComesBeforeTheUsualPlaces() throws PlatformException {
    EngineAddress found = EngineAddress.find(null, Map.of("DOCKER_HOST", "tcp://127.0.0.1:2375"));

    assertThat(found.uri()).isEqualTo(URI.create("tcp://127.0.0.1:2375"));
  }

  @Test
  void aMissingEngineIsToldWithThePlaceAndTheWayOut() {
    String socket = directory.resolve("none.sock").toString();

    assertThatThrownBy(() -> EngineAddress.find(socket, Map.of()))
        .isInstanceOfSatisfying(
            PlatformException.class,
            failure -> {
              assertThat(failure.diagnostic().summary()).isEqualTo("No container engine");
              assertThat(failure.diagnostic().detail())
                  .contains("unix://" + socket + ": no such socket", "\n  bin/engine start");
            });
  }
}
