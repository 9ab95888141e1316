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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {"npipe:////./pipe/docker_engine", "engine.sock", "unix://", "tcp://host", "a b"})
  void anAddressOfAnotherFormIsRefused(String text) {
    assertThat(EngineAddress.check(text))
        .singleElement()
        .satisfies(
            fault -> assertThat(fault.detail()).contains(text, "unix:///PATH", "tcp://HOST:PORT"));
    assertThatThrownBy(() -> EngineAddress.find(null, Map.of("DOCKER_HOST", text)))
        .isInstanceOf(PlatformException.class)
        .hasMessageStartingWith("Invalid engine address");
  }

  @Test
  void aMissingEngineIsToldWithThePlaceAndTheWayOut() {
    String socket = directory.resolve("none.sock").toString();
    String fault = "unix://" + socket + ": no such socket";

    assertThat(refusal(socket, Map.of())).contains(fault, "remove the argument");
    assertThat(refusal(null, Map.of("DOCKER_HOST", socket))).contains(fault, "unset DOCKER_HOST");
  }

  private static String refusal(@Nullable String socket, Map<String, String> environment) {
    try {
      return EngineAddress.find(socket, environment).toString();
    } catch (PlatformException failure) {
      assertThat(failure.diagnostic().summary()).isEqualTo("No container engine");
      return failure.diagnostic().detail();
    }
  }
}
