package io.esform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  private final ServerProcess server;

  private S3Server(ServerProcess server) {
    this.server = server;
  }

  /// @param directory for its log and its objects
  public static S3Server start(Path directory) {
    return new S3Server(
        ServerProcess.start(
            "the S3 server",
            directory.resolve("s3-server.log"),
            port -> program(directory, "127.0.0.1:" + port),
            S3Server::answers));
  }

  private static ProcessBuilder program(Path directory, String address) throws IOException {
    var builder = new ProcessBuilder(command(directory, address));
    builder.environment().put("ROOT_ACCESS_KEY", ACCOUNT);
    builder.environment().put("ROOT_SECRET_KEY", ACCOUNT);
    return builder;
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

  private static boolean answers(URI address) {
    try (var _ = new Socket(address.getHost(), address.getPort())) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  public URI address() {
    return server.address();
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
    server.close();
  }
}
