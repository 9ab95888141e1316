package io.esform.testing.aws.strict;

import io.esform.testing.Relay.Answer;
import io.esform.testing.aws.AwsCall;
import io.esform.testing.aws.AwsProxy.Answering;
import io.esform.testing.aws.AwsProxy.Upstream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Lets a fifth of all calls fail with a transient error: throttling, or an internal error of the
/// service, before or after the call was executed.
///
/// The seed selects the calls: the n-th call of an operation fails in every run or in none. No call
/// fails more often in succession than a client retries it. Few calls are throttled, because a
/// throttled client remains slow for long.
public final class PassingFailures implements Answering {

  private static final int ONE_OF = 5;
  private static final int MOST_IN_A_ROW = 3;

  private final Map<String, Integer> calls = new HashMap<>();
  private final Map<String, Integer> inARow = new HashMap<>();
  private boolean isOn;
  private int seed;
  private int throttled;
  private int unheard;
  private int lost;

  private enum Kind {
    NONE,
    THROTTLED,
    UNHEARD,
    LOST
  }

  @Override
  public @Nullable Answer answer(AwsCall call, Upstream upstream)
      throws IOException, InterruptedException {
    return switch (next(call)) {
      case NONE -> null;
      case THROTTLED -> throttled(call.service());
      case UNHEARD -> internal(call.service());
      case LOST -> {
        upstream.ask(call.body());
        yield internal(call.service());
      }
    };
  }

  private synchronized Kind next(AwsCall call) {
    int count = calls.merge(call.name(), 1, Integer::sum);
    String same = call.name() + " " + call.body();
    var random = new SplittableRandom(Objects.hash(seed, call.name(), count));
    boolean fails =
        isOn && random.nextInt(ONE_OF) == 0 && inARow.merge(same, 1, Integer::sum) <= MOST_IN_A_ROW;
    if (!fails) {
      inARow.remove(same);
      return Kind.NONE;
    }
    return switch (random.nextInt(16)) {
      case 0 -> {
        throttled++;
        yield Kind.THROTTLED;
      }
      case 1, 2, 3, 4, 5 -> {
        unheard++;
        yield Kind.UNHEARD;
      }
      default -> {
        lost++;
        yield Kind.LOST;
      }
    };
  }

  private static Answer throttled(String service) {
    String message = "Rate exceeded";
    return switch (service) {
      case "ec2" -> Refusals.of(service, 503, "RequestLimitExceeded", message);
      case "s3" -> Refusals.of(service, 503, "SlowDown", message);
      case "secretsmanager", "ssm" -> Refusals.of(service, 400, "ThrottlingException", message);
      default -> Refusals.of(service, 400, "Throttling", message);
    };
  }

  private static Answer internal(String service) {
    String code =
        switch (service) {
          case "ec2", "s3" -> "InternalError";
          case "iam" -> "ServiceFailure";
          case "secretsmanager" -> "InternalServiceError";
          case "ssm" -> "InternalServerError";
          default -> "InternalFailure";
        };
    return Refusals.of(service, 500, code, "An internal error has occurred.");
  }

  /// @param choice the seed of the failing calls
  public synchronized void turnOn(int choice) {
    seed = choice;
    isOn = true;
  }

  public synchronized void turnOff() {
    isOn = false;
    calls.clear();
    inARow.clear();
    throttled = 0;
    unheard = 0;
    lost = 0;
  }

  public synchronized int throttled() {
    return throttled;
  }

  /// The number of calls that were not executed, without throttled ones.
  public synchronized int unheard() {
    return unheard;
  }

  /// The number of calls that were executed although an error was returned.
  public synchronized int lost() {
    return lost;
  }
}
