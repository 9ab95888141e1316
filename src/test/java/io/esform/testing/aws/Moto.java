package io.esform.testing.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A moto server on the loopback address, until it is closed. `bin/verify` installs moto; the test
/// fails if it is missing.
public final class Moto implements AutoCloseable {

  private static final Path PROGRAM = Path.of("target", "moto", "bin", "moto_server");
  private static final int TRIES = 600;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final int port;

  private Moto(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  public static Moto start() throws IOException, InterruptedException {
    assertThat(PROGRAM).as("moto; bin/verify installs it").isExecutable();
    int port = freePort();
    Path log = Files.createTempFile("moto", ".log");
    log.toFile().deleteOnExit();
    var builder =
        new ProcessBuilder(
            PROGRAM.toAbsolutePath().toString(), "-H", "127.0.0.1", "-p", Integer.toString(port));
    builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
    // Instances run no processes, so no container engine is needed.
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    var moto = new Moto(builder.start(), port);
    moto.awaitAnswer(log);
    return moto;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitAnswer(Path log) {
    Await.untilOrEnd(
        "moto answers", TRIES, Duration.ofMillis(100), process, this::answers, () -> text(log));
  }

  private boolean answers() throws InterruptedException {
    try {
      reset();
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException failure) {
      return failure.toString();
    }
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /// Removes all objects.
  public void reset() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(address().resolve("/moto-api/reset"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    int status = http.send(request, BodyHandlers.discarding()).statusCode();
    assertThat(status).isEqualTo(200);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}
