package io.esform.providers.local;

import io.esform.es.Platform.PlatformException;
import io.esform.provider.Connection;
import io.esform.task.Tasks;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a `provider "local"` block stands for. The engine is looked for by the first call that
/// needs it; one that was not found is looked for again by the next.
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

  /// What a host boots unless it says otherwise.
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
