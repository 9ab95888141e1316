package io.esform.providers.aws.hosts;

import io.esform.diag.Diagnostic;
import io.esform.es.status.HostReport;
import io.esform.providers.aws.hosts.StatusDocuments.Document;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the status document of an instance says about it.
///
/// @param report null for none of this instance
/// @param problems those of the report, and that the host has stopped to report
/// @param isUnknown whether the instance has had time to report, but never has
record HostStatus(@Nullable HostReport report, List<String> problems, boolean isUnknown) {

  /// Three times the time after which an unchanged document is written again.
  static final Duration PATIENCE = Duration.ofMinutes(15);

  static final HostStatus NONE = new HostStatus(null, List.of(), false);

  /// @param id of the instance. A document of another one is that of its predecessor.
  /// @param started when the instance was last started
  /// @param generation the last one that it reported as ready on its console; 0 while it boots
  static HostStatus of(Document document, String id, Instant started, int generation) {
    HostReport report = report(document, id).orElse(null);
    boolean isOfThisStart = report != null && !document.written().isBefore(started);
    Instant heard = isOfThisStart ? document.written() : started;
    if (generation > 0 && heard.plus(PATIENCE).isBefore(document.now())) {
      return report == null
          ? new HostStatus(null, List.of(), true)
          : new HostStatus(
              report, List.of("the host does not report, last at " + document.written()), false);
    }
    if (report == null || !isOfThisStart) {
      return NONE;
    }
    // While a host boots, its probes fail. Its boot ends as ready or failed.
    boolean isJudged = report.isFailed() || (generation > 0 && report.generation() == generation);
    return new HostStatus(report, isJudged ? report.problems() : List.of(), false);
  }

  private static Optional<HostReport> report(Document document, String id) {
    return Optional.ofNullable(document.text())
        .flatMap(HostReport::parse)
        .filter(report -> report.instance().equals(id));
  }

  /// The warning that nothing is known.
  static Diagnostic warning(String host, String parameter) {
    return Diagnostic.warning(
        "Host does not report",
        ("%s is running, but has not written its status to the parameter \"%s\" since it was"
                + " started, so esform does not know whether it serves. Its instance profile needs"
                + " the permission ssm:PutParameter for this parameter, and the host a way to"
                + " Systems Manager: modules/network-aws has both. The host shows the reason with"
                + " \"journalctl -u esform-status\".")
            .formatted(host, parameter),
        null);
  }
}
