package io.esform.providers.local;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.esform.diag.EsformBug;
import io.esform.es.Platform.PlatformException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/// An open connection to the engine. All calls use this class, which turns every failure into a
/// diagnostic for the user. Thread-safe.
final class Engine implements AutoCloseable {

  /// Older API versions cannot give a container a fixed address in a network by name.
  private static final String API_VERSION = "1.41";

  private static final Duration CONNECT = Duration.ofSeconds(10);

  /// The engine unpacks a product archive of half a gigabyte within one call.
  private static final Duration ANSWER = Duration.ofMinutes(5);

  private static final int READ_ATTEMPTS = 5;
  private static final int EXECUTION_SECONDS = 60;

  private final EngineAddress address;
  private final DockerClient client;

  private Engine(EngineAddress address, DockerClient client) {
    this.address = address;
    this.client = client;
  }

  static Engine open(EngineAddress address) {
    DockerClientConfig configuration =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(address.uri().toString())
            .withApiVersion(API_VERSION)
            .withDockerTlsVerify(false)
            .build();
    var transport =
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(address.uri())
            .connectionTimeout(CONNECT)
            .responseTimeout(ANSWER)
            .build();
    return new Engine(address, DockerClientImpl.getInstance(configuration, transport));
  }

  /// The result of the call.
  ///
  /// @param doing completes "The container engine failed while …"
  /// @throws PlatformException when the call fails, also when the object does not exist
  <T> T ask(String doing, Function<DockerClient, T> call) throws PlatformException {
    try {
      return call.apply(client);
    } catch (EsformBug bug) {
      throw bug;
    } catch (RuntimeException failure) {
      throw new PlatformException(EngineFailure.explain(address, doing, failure), null);
    }
  }

  /// The result of the call; empty when its object does not exist.
  <T> Optional<T> find(String doing, Function<DockerClient, T> call) throws PlatformException {
    return ask(
        doing,
        engine -> {
          try {
            return Optional.of(call.apply(engine));
          } catch (NotFoundException _) {
            return Optional.empty();
          }
        });
  }

  /// Changes an object; succeeds if the change is already done.
  ///
  /// @return false when the object does not exist
  boolean change(String doing, Consumer<DockerClient> call) throws PlatformException {
    return ask(
        doing,
        engine -> {
          try {
            call.accept(engine);
            return true;
          } catch (NotModifiedException _) {
            return true;
          } catch (NotFoundException _) {
            return false;
          }
        });
  }

  /// Runs a command in a running container.
  Execution execute(String container, String... command) throws PlatformException {
    return ask(
        "running a command in a host",
        engine -> {
          String id =
              engine
                  .execCreateCmd(container)
                  .withAttachStdout(true)
                  .withAttachStderr(true)
                  .withCmd(command)
                  .exec()
                  .getId();
          var output = new OutputCollector();
          await(engine.execStartCmd(id).exec(output));
          Long status = engine.inspectExecCmd(id).exec().getExitCodeLong();
          return new Execution(status == null ? -1 : status.intValue(), output.text());
        });
  }

  /// Content of one file of a container, running or not; empty when the file does not exist. A file
  /// system that is mounted only in the running container may be invisible.
  Optional<byte[]> file(String doing, String container, String path) throws PlatformException {
    Optional<Map.Entry<String, byte[]>> read = Optional.empty();
    for (int attempt = 1; attempt <= READ_ATTEMPTS && read.isEmpty(); attempt++) {
      read = find(doing, engine -> archive(engine, container, path)).map(SequencedMap::firstEntry);
    }
    return read.map(Map.Entry::getValue);
  }

  /// Empty when the file is replaced during the call.
  private static SequencedMap<String, byte[]> archive(
      DockerClient engine, String container, String path) {
    try (InputStream sent = engine.copyArchiveFromContainerCmd(container, path).exec()) {
      return Archive.read(sent);
    } catch (InternalServerErrorException failure) {
      // Podman fails when the file is replaced between its lookup and its opening.
      if (wasReplaced(failure)) {
        return Collections.emptySortedMap();
      }
      throw failure;
    } catch (IOException failure) {
      if (wasReplaced(failure)) {
        return Collections.emptySortedMap();
      }
      throw new UncheckedIOException(failure);
    }
  }

  /// The new file is missing for a moment, or has another size than the one that was looked up.
  private static boolean wasReplaced(Exception failure) {
    String message = String.valueOf(failure.getMessage());
    return Stream.of("no such file or directory", "Truncated TAR archive", "write too long")
        .anyMatch(message::contains);
  }

  /// The last lines that a container wrote to its console.
  String console(String container, int lines) throws PlatformException {
    return ask(
        "reading a host's console",
        engine -> {
          var output = new OutputCollector();
          await(
              engine
                  .logContainerCmd(container)
                  .withStdOut(true)
                  .withStdErr(true)
                  .withTail(lines)
                  .exec(output));
          return output.text();
        });
  }

  private static void await(OutputCollector output) {
    try {
      output.awaitCompletion(EXECUTION_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted while waiting for the engine"));
    }
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException _) {
      // All calls are complete; a failure to close the socket has no effect.
    }
  }

  /// @param status exit status of the command; -1 when it did not end in time
  record Execution(int status, String output) {}

  private static final class OutputCollector extends ResultCallback.Adapter<Frame> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void onNext(Frame frame) {
      bytes.writeBytes(frame.getPayload());
    }

    String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
