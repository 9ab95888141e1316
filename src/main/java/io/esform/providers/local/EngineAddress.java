package io.esform.providers.local;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.es.Platform.PlatformException;
import java.io.IOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The address of a container engine, in the format of `DOCKER_HOST`: `unix:///path` or
/// `tcp://host:port`.
record EngineAddress(URI uri) {

  private static final String DOCKER_HOST = "DOCKER_HOST";

  /// The engine to use: the configured socket, else `DOCKER_HOST`, else the first of the usual
  /// sockets that accepts connections.
  ///
  /// @param socket a path or an address; null when not configured
  /// @throws PlatformException when no engine listens there
  static EngineAddress find(@Nullable String socket, Map<String, String> environment)
      throws PlatformException {
    List<EngineAddress> candidates = candidates(socket, environment);
    var faults = new ArrayList<String>();
    for (EngineAddress candidate : candidates) {
      String fault = candidate.fault();
      if (fault == null) {
        return candidate;
      }
      faults.add("  " + candidate.uri + ": " + fault);
    }
    throw new PlatformException(
        Diagnostic.error(
            "No container engine",
            "Hosts on this machine are containers, but no Docker or Podman responds:\n"
                + String.join("\n", faults)
                + "\n"
                + wayOut(socket, environment)),
        null);
  }

  /// Whether the engine of `DOCKER_HOST` may run on another machine.
  static boolean isElsewhere(Map<String, String> environment) {
    return environment.getOrDefault(DOCKER_HOST, "").startsWith("tcp:");
  }

  private static String wayOut(@Nullable String socket, Map<String, String> environment) {
    if (socket != null) {
      return "The provider's argument socket sets this address. Start that engine, or remove the"
          + " argument to use an engine of this machine.";
    }
    if (!environment.getOrDefault(DOCKER_HOST, "").isEmpty()) {
      return "DOCKER_HOST sets this address. Start that engine, or unset DOCKER_HOST to use an"
          + " engine of this machine.";
    }
    return "To start an engine on this machine, run as root:\n  bin/engine start";
  }

  private static List<EngineAddress> candidates(
      @Nullable String socket, Map<String, String> environment) throws PlatformException {
    if (socket != null) {
      return List.of(of(socket));
    }
    String given = environment.getOrDefault(DOCKER_HOST, "");
    if (!given.isEmpty()) {
      return List.of(of(given));
    }
    var found = new ArrayList<EngineAddress>();
    found.add(of("/run/esform/engine.sock"));
    found.add(of("/var/run/docker.sock"));
    found.add(of("/run/podman/podman.sock"));
    String session = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    if (!session.isEmpty()) {
      found.add(of(session + "/docker.sock"));
      found.add(of(session + "/podman/podman.sock"));
    }
    return found;
  }

  private static EngineAddress of(String text) throws PlatformException {
    try {
      URI uri = text.startsWith("/") ? URI.create("unix://" + text) : URI.create(text);
      if (isUsable(uri)) {
        return new EngineAddress(uri);
      }
    } catch (IllegalArgumentException _) {
      // Reported below, like other unusable addresses.
    }
    throw new PlatformException(
        Diagnostic.error(
            "Invalid engine address",
            "\"%s\" is not the address of a container engine. Use the path of a socket,"
                    .formatted(text)
                + " unix:///PATH or tcp://HOST:PORT."),
        null);
  }

  private static boolean isUsable(URI uri) {
    return switch (String.valueOf(uri.getScheme())) {
      case "unix" -> uri.getHost() == null && uri.getPath() != null && uri.getPath().length() > 1;
      case "tcp" -> uri.getHost() != null && uri.getPort() > 0;
      default -> false;
    };
  }

  /// Checks the format of a configured socket; does not connect.
  static Diagnostics check(String socket) {
    try {
      of(socket);
      return Diagnostics.none();
    } catch (PlatformException unusable) {
      return Diagnostics.of(unusable.diagnostic());
    }
  }

  /// The reason why a socket is unusable; null for none. Other addresses are not checked before
  /// their first use.
  private @Nullable String fault() {
    if (!"unix".equals(uri.getScheme())) {
      return null;
    }
    Path path = Path.of(uri.getPath());
    if (!Files.exists(path)) {
      return "no such socket";
    }
    try (var _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return null;
    } catch (IOException problem) {
      return Files.isWritable(path)
          ? "nothing listens there (" + problem.getMessage() + ")"
          : "this user may not use it (permission denied)";
    }
  }
}
