package io.esform.providers.aws.call;

import io.esform.provider.Progress;
import io.esform.provider.Waiter.Look;
import java.time.Duration;

/// Waits for AWS to finish an asynchronous operation.
public final class Waits {

  private Waits() {}

  /// Polls until the condition is met.
  ///
  /// @param what the condition, to complete a sentence: `the VPC vpc-0123 to be available`
  /// @throws AwsFailure when a poll fails, the limit has passed, or the user asked to stop
  public static void until(
      AwsConnection aws, String what, Duration limit, Progress progress, Look<AwsFailure> look)
      throws AwsFailure {
    progress.message("waiting for " + what);
    switch (aws.waiter().await(look, limit)) {
      case REACHED -> {}
      case TIMED_OUT ->
          throw AwsFailure.whileWaiting(
              "Not ready in time",
              "esform waited %s for %s. Check it in the console, then apply again: the next apply continues from here."
                  .formatted(text(limit), what));
      case CANCELLED ->
          throw AwsFailure.whileWaiting(
              "Stopped while waiting",
              "esform was interrupted while it waited for %s. Apply again to continue from here."
                  .formatted(what));
    }
  }

  /// The limit in minutes if they are whole, else in seconds: `15 minutes`, `45 seconds`.
  static String text(Duration limit) {
    long minutes = limit.toMinutes();
    return minutes > 0 && limit.equals(Duration.ofMinutes(minutes))
        ? count(minutes, "minute")
        : count(limit.toSeconds(), "second");
  }

  private static String count(long number, String unit) {
    return number == 1 ? "1 " + unit : number + " " + unit + "s";
  }
}
