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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Asks a running host for its status document: a request is a file that the host watches, and the
/// answer is a file that names the request. Both are copied by the engine, so nothing is started in
/// the host, and no path to it is needed.
final class StatusChannel {

  private static final String REQUEST = "/var/lib/esform/request";
  private static final String DOCUMENT = "/var/lib/esform/status.json";

  private static final String ALL = " all";
  private static final Pattern TIME = Pattern.compile("[0-9]{1,18}");

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
    return new Exchange(id, all).run();
  }

  /// One request and its answer. Another run may ask the same host at the same time, so that the
  /// host answers only one of them: an answer to a later request will do if it is not less.
  private final class Exchange {
    private final String id;
    private final boolean all;
    private long asked;
    private @Nullable HostReport last;

    private Exchange(String id, boolean all) {
      this.id = id;
      this.all = all;
    }

    private Answer run() throws PlatformException {
      try {
        send();
      } catch (PlatformException failure) {
        last = read(id).orElse(null);
        return silent(failure.diagnostic().detail());
      }
      WaitResult end = waiter.await(this::isAnswered, PATIENCE);
      HostReport answer = last;
      if (answer == null) {
        return Answer.NONE;
      }
      return end == WaitResult.REACHED
          ? new Answer(answer, answer.problems())
          : silent("it has not answered for " + PATIENCE.toSeconds() + " seconds");
    }

    private void send() throws PlatformException {
      asked = clock.millis();
      write(id, asked + (all ? ALL : ""));
    }

    /// True also for a host without a document.
    private boolean isAnswered() throws PlatformException {
      last = read(id).orElse(null);
      if (last == null) {
        return true;
      }
      String request = last.request();
      if (time(request) < asked) {
        return false;
      }
      if (all && !request.endsWith(ALL)) {
        send();
        return false;
      }
      return true;
    }

    private Answer silent(String why) {
      return last == null
          ? Answer.NONE
          : new Answer(
              last, List.of("the host does not report, last at " + last.time() + ": " + why));
    }
  }

  /// When the request was made, in milliseconds; 0 for none.
  private static long time(String request) {
    Matcher matcher = TIME.matcher(request);
    return matcher.lookingAt() ? Long.parseLong(matcher.group()) : 0;
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
