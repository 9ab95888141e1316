package io.esform.providers.aws.hosts;

import static io.esform.providers.aws.call.AwsFailure.code;
import static java.util.Objects.requireNonNullElse;

import io.esform.es.HostLog;
import io.esform.es.HostWait;
import io.esform.es.Platform.HostSpecification;
import io.esform.provider.Progress;
import io.esform.provider.Waiter.WaitResult;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.AwsSettings.ReadinessCheck;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Reads a host's console output: the generation that it boots, and the result.
final class Console {

  private static final String BOOTS = "esform: generation ";
  private static final String READY = "esform: ready ";
  private static final String FAILED = "esform: failed ";
  private static final String WAITS = "esform: waiting: ";

  private final AwsConnection aws;

  Console(AwsConnection aws) {
    this.aws = aws;
  }

  /// Waits until the host reports its specification's generation as ready.
  ///
  /// @throws AwsFailure when it fails, takes too long, or the user asked to stop; has the id of the
  ///   host, which still exists
  void awaitReady(String id, HostSpecification host, Progress progress) throws AwsFailure {
    if (aws.readiness() == ReadinessCheck.RUNNING) {
      return;
    }
    var wait = HostWait.begin(host, progress);
    WaitResult end = aws.waiter().await(() -> isReady(id, host, wait), wait.limit());
    if (end == WaitResult.TIMED_OUT) {
      throw AwsFailure.whileWaiting("Host not ready in time", account(id, wait.timedOut()))
          .withId(id);
    }
    if (end == WaitResult.CANCELLED) {
      throw AwsFailure.whileWaiting("Stopped before the host was ready", wait.stopped()).withId(id);
    }
  }

  private boolean isReady(String id, HostSpecification host, HostWait wait) throws AwsFailure {
    List<String> lines = ofGeneration(lines(id), host.generation());
    for (String line : lines) {
      int failed = line.indexOf(FAILED);
      if (failed >= 0) {
        String reason = line.substring(failed + FAILED.length()).strip();
        throw AwsFailure.forGood(
                "Host failed", account(id, "%s reports: %s.".formatted(host.name(), reason)))
            .withId(id);
      }
      if (line.endsWith(READY + host.generation())) {
        return true;
      }
    }
    wait.reason(reason(lines));
    return false;
  }

  /// The last reason to wait; empty for none.
  private static String reason(List<String> lines) {
    return lines.stream()
        .filter(line -> line.contains(WAITS))
        .reduce((_, last) -> last)
        .map(line -> line.substring(line.indexOf(WAITS) + WAITS.length()).strip())
        .orElse("");
  }

  /// The lines since this generation last started to boot: a console may still contain an earlier
  /// boot.
  static List<String> ofGeneration(List<String> lines, int generation) {
    for (int index = lines.size() - 1; index >= 0; index--) {
      if (lines.get(index).endsWith(BOOTS + generation)) {
        return lines.subList(index, lines.size());
      }
    }
    return List.of();
  }

  private List<String> lines(String id) throws AwsFailure {
    return new String(Base64.getMimeDecoder().decode(output(id)), StandardCharsets.UTF_8)
        .lines()
        .map(HostLog::plain)
        .toList();
  }

  /// The current output; for older instance types, EC2 returns it with a delay of some minutes.
  private String output(String id) throws AwsFailure {
    Optional<String> latest =
        aws.unless(
            code("UnsupportedOperation", "InvalidParameterCombination"), () -> output(id, true));
    return latest.isPresent() ? latest.get() : output(id, false);
  }

  private String output(String id, boolean latest) throws AwsFailure {
    return aws.ec2(
        "ec2:GetConsoleOutput",
        ec2 ->
            requireNonNullElse(
                ec2.getConsoleOutput(request -> request.instanceId(id).latest(latest ? true : null))
                    .output(),
                ""));
  }

  private String account(String id, String text) {
    try {
      return HostLog.after(text, "console", String.join("\n", lines(id)));
    } catch (AwsFailure unreadable) {
      return HostLog.unreadable(text, "console", unreadable.diagnostic().detail());
    }
  }
}
