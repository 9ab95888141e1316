package io.esform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// A server with the protocol of S3 whose conditional writes are atomic, on the loopback address,
/// until it is closed. It is empty at first.
///
/// `bin/verify` builds gofakes3, which keeps objects in memory. With `-Ds3Server=PATH`, the server
/// is that program of versitygw, which keeps them as files.
public final class S3Server implements AutoCloseable {

  /// The access key and the secret key, which the environment of the tests contains as well.
  private static final String ACCOUNT = "test";

  private static final Path PROGRAM = Path.of("target", "s3", "gofakes3");
  private static final Region REGION = Region.EU_CENTRAL_1;
  private static final int TRIES = 600;

  private final Process process;
  private final int port;

  private S3Server(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// @param directory for its log and its objects
  public static S3Server start(Path directory) {
    try {
      int port = freePort();
      Path log = directory.resolve("s3-server.log");
      var builder = new ProcessBuilder(command(directory, "127.0.0.1:" + port));
      builder.environment().put("ROOT_ACCESS_KEY", ACCOUNT);
      builder.environment().put("ROOT_SECRET_KEY", ACCOUNT);
      var server =
          new S3Server(
              builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(), port);
      Await.untilOrEnd(
          "the S3 server answers",
          TRIES,
          Duration.ofMillis(100),
          server.process,
          server::answers,
          () -> text(log));
      return server;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<String> command(Path directory, String address) throws IOException {
    String other = System.getProperty("s3Server");
    if (other != null) {
      Path objects = Files.createDirectories(directory.resolve("s3-objects"));
      return List.of(
          other, "--port", address, "--region", REGION.id(), "posix", objects.toString());
    }
    assertThat(PROGRAM).as("an S3 server; bin/verify builds it").isExecutable();
    return List.of(
        PROGRAM.toAbsolutePath().toString(), "-backend", "memory", "-host", address, "-quiet");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean answers() {
    try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
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

  /// A client with all permissions.
  public S3Client client() {
    return S3Client.builder()
        .endpointOverride(address())
        .region(REGION)
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCOUNT, ACCOUNT)))
        .build();
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
  }
}
