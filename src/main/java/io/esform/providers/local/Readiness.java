package io.esform.providers.local;

import io.esform.diag.Diagnostic;
import io.esform.es.HostLog;
import io.esform.es.HostWait;
import io.esform.es.Platform.HostSpecification;
import io.esform.es.Platform.PlatformException;
import io.esform.provider.Progress;
import io.esform.provider.Waiter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads the status that a host writes to {@link #STATUS}, and waits until it is ready.
final class Readiness {

  /// One line, written by the host's boot script: `esform: ready GENERATION` or `esform: failed
  /// REASON`. Emptied before every boot. Not below `/run`: some engines can read a file there only
  /// by running a command, and Podman keeps a process for minutes after each command.
  static final String STATUS = "/var/lib/esform/status";

  private static final String READY = "esform: ready ";
  private static final String FAILED = "esform: failed ";
  private static final String WAITING = "esform: waiting ";
  private static final int CONSOLE_LINES = 20;

  /// The last lines that the services and then the boot script have written themselves.
  private static final String LOG =
      "last() { journalctl -q --no-pager -o cat _TRANSPORT=stdout \"$@\"; };"
          + " last -n 12 -u wso2es -u nginx -u mariadb -u mysql;"
          + " last -n 8 -u cloud-final | grep -v '\\.py\\[WARNING\\]' || true";

  private final Engine engine;
  private final Waiter waiter;

  Readiness(Engine engine, Waiter waiter) {
    this.engine = engine;
    this.waiter = waiter;
  }

  /// Waits until the host reports the generation of its specification as ready.
  ///
  /// @throws PlatformException when the host fails, stops or exceeds the limit, or the user has
  ///   asked to stop; contains the id of the host, which still exists
  void await(String id, HostSpecification host, Progress progress) throws PlatformException {
    var wait = HostWait.begin(host, progress);
    switch (waiter.await(() -> isReady(id, host, wait), wait.limit())) {
      case REACHED -> {}
      case TIMED_OUT -> throw failure(id, "Host not ready in time", wait.timedOut(), true);
      case CANCELLED ->
          throw new PlatformException(
              Diagnostic.error("Stopped before the host was ready", wait.stopped()), id, true);
    }
  }

  /// What a running host says of its last boot.
  ///
  /// @param generation that it reports as ready; 0 for none
  /// @param problem why it is not ready; null if it is, or has not said
  record Boot(int generation, @Nullable String problem) {}

  Boot boot(String id) throws PlatformException {
    String status = status(id);
    if (status.startsWith(FAILED)) {
      return new Boot(0, "boot: " + status.substring(FAILED.length()).strip());
    }
    return status.startsWith(WAITING)
        ? new Boot(0, "still boots, and waits: " + status.substring(WAITING.length()).strip())
        : new Boot(reported(status), null);
  }

  private boolean isReady(String id, HostSpecification host, HostWait wait)
      throws PlatformException {
    if (!isRunning(id)) {
      throw failure(id, "Host stopped", host.name() + " stopped while it booted.", false);
    }
    String status = status(id);
    if (status.startsWith(FAILED)) {
      throw failure(
          id,
          "Host failed",
          host.name() + " reports: " + status.substring(FAILED.length()).strip() + ".",
          false);
    }
    if (status.startsWith(WAITING)) {
      wait.reason(status.substring(WAITING.length()).strip());
    }
    return reported(status) == host.generation();
  }

  private boolean isRunning(String id) throws PlatformException {
    return engine
        .find("inspecting a host", docker -> docker.inspectContainerCmd(id).exec())
        .map(found -> Boolean.TRUE.equals(found.getState().getRunning()))
        .orElse(false);
  }

  private String status(String id) throws PlatformException {
    return engine
        .file("reading a host's status", id, STATUS)
        .map(content -> new String(content, StandardCharsets.UTF_8).strip())
        .orElse("");
  }

  private static int reported(String status) {
    if (!status.startsWith(READY)) {
      return 0;
    }
    try {
      return Integer.parseInt(status.substring(READY.length()).strip());
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private PlatformException failure(String id, String summary, String account, boolean unfinished) {
    return new PlatformException(Diagnostic.error(summary, account(id, account)), id, unfinished);
  }

  private String account(String id, String text) {
    try {
      Engine.Execution log = engine.execute(id, "sh", "-c", LOG);
      if (log.status() == 0 && !log.output().isBlank()) {
        return HostLog.after(text, "log", log.output());
      }
    } catch (PlatformException _) {
      // A container that does not run has only a console.
    }
    try {
      return HostLog.after(text, "console", engine.console(id, CONSOLE_LINES));
    } catch (PlatformException unreadable) {
      return HostLog.unreadable(text, "console", unreadable.diagnostic().detail());
    }
  }
}
