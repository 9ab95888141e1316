package io.esform.testing.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

/// A moto server on the loopback address, until it is closed. `bin/verify` installs moto; the test
/// fails if it is missing.
public final class Moto implements AutoCloseable {

  private static final Path PROGRAM = Path.of("target", "moto", "bin", "moto_server");

  private final HttpClient http;
  private final ServerProcess server;

  private Moto(HttpClient http, ServerProcess server) {
    this.http = http;
    this.server = server;
  }

  public static Moto start() throws IOException {
    assertThat(PROGRAM).as("moto; bin/verify installs it").isExecutable();
    Path log = Files.createTempFile("moto", ".log");
    log.toFile().deleteOnExit();
    HttpClient http = HttpClient.newHttpClient();
    return new Moto(
        http, ServerProcess.start("moto", log, Moto::program, address -> isEmptied(http, address)));
  }

  /// Instances run no processes, so no container engine is needed.
  private static ProcessBuilder program(int port) {
    return new ProcessBuilder(
        PROGRAM.toAbsolutePath().toString(), "-H", "127.0.0.1", "-p", Integer.toString(port));
  }

  private static boolean isEmptied(HttpClient http, URI address) throws InterruptedException {
    try {
      reset(http, address);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  public URI address() {
    return server.address();
  }

  /// Removes all objects.
  public void reset() throws IOException, InterruptedException {
    reset(http, address());
  }

  private static void reset(HttpClient http, URI address) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(address.resolve("/moto-api/reset"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    int status = http.send(request, BodyHandlers.discarding()).statusCode();
    assertThat(status).isEqualTo(200);
  }

  @Override
  public void close() {
    server.close();
    http.close();
  }
}
