package io.esform.es;

import io.esform.es.Platform.HostSpecification;
import io.esform.provider.Progress;
import java.time.Duration;

/// A wait until a host reports that it is ready, as shown to the user: what it waits for, and the
/// account of a wait without success. The same on every platform. Not thread-safe.
public final class HostWait {

  private final HostSpecification host;
  private final Progress progress;
  private String reason = "";

  private HostWait(HostSpecification host, Progress progress) {
    this.host = host;
    this.progress = progress;
  }

  public static HostWait begin(HostSpecification host, Progress progress) {
    progress.message("waiting for " + host.name() + " to be ready");
    return new HostWait(host, progress);
  }

  public Duration limit() {
    return Duration.ofSeconds(host.readyTimeoutSeconds());
  }

  /// Tells the user what the host waits for, if that has changed.
  ///
  /// @param why as the host reports it; empty for nothing
  public void reason(String why) {
    if (!why.isEmpty() && !why.equals(reason)) {
      reason = why;
      progress.message("waiting for " + host.name() + ": " + why);
    }
  }

  /// The account of a host that was not ready within the limit.
  public String timedOut() {
    return "%s did not report ready within %d seconds%s. Apply again to continue waiting, or replace the host with --replace."
        .formatted(
            host.name(), limit().toSeconds(), reason.isEmpty() ? "" : ". It waits: " + reason);
  }

  /// The account of a wait that the user has ended.
  public String stopped() {
    return host.name() + " was started, but esform was interrupted before the host reported ready.";
  }
}
