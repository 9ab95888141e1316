package io.esform.providers.local;

import io.esform.es.Platform.PlatformException;
import io.esform.provider.Connection;
import io.esform.task.Tasks;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The connection of a `provider "local"` block. The first call that needs the engine searches for
/// it; after a failure, the next call searches again.
final class LocalConnection implements Connection {

  private final @Nullable String socket;
  private final String image;
  private final Map<String, String> environment;
  private final InstantSource clock;
  private final Tasks tasks;
  private @Nullable Engine engine;

  LocalConnection(
      @Nullable String socket,
      String image,
      Map<String, String> environment,
      InstantSource clock,
      Tasks tasks) {
    this.socket = socket;
    this.image = image;
    this.environment = environment;
    this.clock = clock;
    this.tasks = tasks;
  }

  synchronized Engine engine() throws PlatformException {
    Engine open = engine;
    if (open == null) {
      open = Engine.open(EngineAddress.find(socket, environment));
      engine = open;
    }
    return open;
  }

  /// The default image of hosts.
  String image() {
    return image;
  }

  InstantSource clock() {
    return clock;
  }

  Tasks tasks() {
    return tasks;
  }

  @Override
  public synchronized void close() {
    Engine open = engine;
    if (open != null) {
      open.close();
      engine = null;
    }
  }
}
