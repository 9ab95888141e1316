package io.esform.providers.local;

import io.esform.es.Platform.PlatformException;
import io.esform.es.status.HostReport;
import io.esform.provider.Waiter;
import io.esform.provider.Waiter.WaitResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks a running host for its status document: a request is a file that the host watches, and the
/// answer is a file that names the request. Both are copied by the engine, so nothing is started in
/// the host, and no path to it is needed.
final class StatusChannel {

  private static final String REQUEST = "/var/lib/esform/request";
  private static final String DOCUMENT = "/var/lib/esform/status.json";

  /// Longer than any probe takes.
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Engine engine;
  private final Waiter waiter;
  private final InstantSource clock;

  StatusChannel(Engine engine, Waiter waiter, InstantSource clock) {
    this.engine = engine;
    this.waiter = waiter;
    this.clock = clock;
  }

  /// The answer of a host.
  ///
  /// @param report null for a host that has none, because an earlier version of esform made it
  /// @param problems those of the report, and that the host does not answer
  record Answer(@Nullable HostReport report, List<String> problems) {

    static final Answer NONE = new Answer(null, List.of());
  }

  /// @param all whether it runs all probes, also those that log in or write
  Answer ask(String id, boolean all) throws PlatformException {
    HostReport known = read(id).orElse(null);
    if (known == null) {
      return Answer.NONE;
    }
    String request = clock.millis() + "-" + id.substring(0, 8) + (all ? " all" : "");
    try {
      write(id, request);
    } catch (PlatformException failure) {
      return silent(known, failure.diagnostic().detail());
    }
    var answer = new HostReport[] {known};
    WaitResult end =
        waiter.await(
            () -> {
              read(id).ifPresent(report -> answer[0] = report);
              return answer[0].request().equals(request);
            },
            PATIENCE);
    return end == WaitResult.REACHED
        ? new Answer(answer[0], answer[0].problems())
        : silent(answer[0], "it has not answered for " + PATIENCE.toSeconds() + " seconds");
  }

  private static Answer silent(HostReport last, String why) {
    return new Answer(
        last, List.of("the host does not report, last at " + last.time() + ": " + why));
  }

  private Optional<HostReport> read(String id) throws PlatformException {
    return engine
        .file("reading a host's status", id, DOCUMENT)
        .flatMap(content -> HostReport.parse(new String(content, StandardCharsets.UTF_8)));
  }

  private void write(String id, String request) throws PlatformException {
    engine.ask(
        "asking a host for its status",
        docker ->
            docker
                .copyArchiveToContainerCmd(id)
                .withRemotePath("/")
                .withTarInputStream(new Archive().file(REQUEST, request + "\n", 0644).stream())
                .exec());
  }
}
