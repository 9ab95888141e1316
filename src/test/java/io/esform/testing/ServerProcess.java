package io.esform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A server program of others on a free port of the loopback address, until it is closed.
public final class ServerProcess implements AutoCloseable {

  private static final int TRIES = 600;

  private final Process process;
  private final int port;

  private ServerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// The program with its arguments and environment.
  public interface Program {
    /// @param port free
    ProcessBuilder on(int port) throws IOException;
  }

  /// Whether the server answers at its address.
  public interface Answering {
    boolean at(URI address) throws InterruptedException;
  }

  /// Returns when the server answers. Fails with its log if it ends before.
  ///
  /// @param log receives its output
  public static ServerProcess start(String name, Path log, Program program, Answering answering) {
    try {
      int port = freePort();
      ProcessBuilder builder = program.on(port);
      builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
      var server =
          new ServerProcess(
              builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(), port);
      Await.untilOrEnd(
          name + " answers",
          TRIES,
          Duration.ofMillis(100),
          server.process,
          () -> answering.at(server.address()),
          () -> text(log));
      return server;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
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
