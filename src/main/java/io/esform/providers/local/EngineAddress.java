package io.esform.providers.local;

import io.esform.diag.Diagnostic;
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

/// Where a container engine listens, as `DOCKER_HOST` says it: `unix:///path` or `tcp://host:port`.
record EngineAddress(URI uri) {

  /// The engine to use: the configured socket; else `DOCKER_HOST`; else the first of the usual
  /// places where something listens.
  ///
  /// @param socket a path or an address; null when not configured
  /// @throws PlatformException when nothing listens there
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
            "Hosts on this machine are containers, and no Docker or Podman answers:\n"
                + String.join("\n", faults)
                + "\nTo start one here, as root, run:\n  bin/engine start"),
        null);
  }

  private static List<EngineAddress> candidates(
      @Nullable String socket, Map<String, String> environment) {
    if (socket != null) {
      return List.of(of(socket));
    }
    String given = environment.getOrDefault("DOCKER_HOST", "");
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

  private static EngineAddress of(String text) {
    return new EngineAddress(URI.create(text.contains("://") ? text : "unix://" + text));
  }

  /// What keeps a socket from being used; null when it can be. Other addresses are tried by their
  /// first use.
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
