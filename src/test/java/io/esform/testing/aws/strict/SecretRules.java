package io.esform.testing.aws.strict;

import io.esform.testing.Relay.Answer;
import io.esform.testing.aws.AwsCall;
import io.esform.testing.aws.AwsProxy.Upstream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The name of a deleted secret becomes free only after a delay, even after immediate deletion
/// without recovery.
final class SecretRules implements Rules {

  private static final Pattern NAME = Pattern.compile("\"(?:Name|SecretId)\"\\s*:\\s*\"([^\"]+)\"");

  private final Transitions transitions;

  SecretRules(Transitions transitions) {
    this.transitions = transitions;
  }

  @Override
  public @Nullable Answer instead(AwsCall call, Upstream emulator) {
    return call.operation().equals("CreateSecret")
            && transitions.look("secret", name(call)).isPresent()
        ? Refusals.of(
            "secretsmanager",
            400,
            "InvalidRequestException",
            "You can't create this secret because a secret with this name is already scheduled for deletion.")
        : null;
  }

  @Override
  public Answer after(AwsCall call, Answer answer) {
    if (call.operation().equals("DeleteSecret")) {
      transitions.begin(name(call), "scheduled for deletion");
    }
    return answer;
  }

  private static String name(AwsCall call) {
    Matcher name = NAME.matcher(call.body());
    return "secret " + (name.find() ? name.group(1) : "");
  }
}
