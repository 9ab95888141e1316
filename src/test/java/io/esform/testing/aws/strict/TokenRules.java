package io.esform.testing.aws.strict;

import io.esform.testing.Relay.Answer;
import io.esform.testing.aws.AwsCall;
import io.esform.testing.aws.AwsProxy.Upstream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/// A client token identifies one call: a repeated call gets the first answer.
final class TokenRules implements Rules {

  private static final String TOKEN = "ClientToken";

  private final Fleet fleet;
  private final Map<String, Spent> spent = new HashMap<>();

  TokenRules(Fleet fleet) {
    this.fleet = fleet;
  }

  private record Spent(Map<String, String> parameters, Answer answer) {}

  @Override
  public @Nullable Answer instead(AwsCall call, Upstream emulator)
      throws IOException, InterruptedException {
    Spent before = spent.get(key(call));
    if (before == null || !call.service().equals("ec2")) {
      return null;
    }
    if (!before.parameters().equals(call.parameters())) {
      return Refusals.ec2(
          "IdempotentParameterMismatch",
          "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).");
    }
    for (Element item : Xml.of(before.answer()).items("instancesSet")) {
      String id = Xml.text(item, "instanceId").orElseThrow();
      boolean isThere =
          fleet
              .member(new Ec2Questions(emulator), id)
              .filter(member -> !member.state().equals(InstanceRules.SHUTTING_DOWN))
              .isPresent();
      if (!isThere) {
        return Refusals.ec2(
            "IdempotentInstanceTerminated",
            "The client token was used for the instance %s, which is terminated.".formatted(id));
      }
    }
    return before.answer();
  }

  @Override
  public Answer after(AwsCall call, Answer answer) {
    if (call.service().equals("ec2") && call.parameters().containsKey(TOKEN)) {
      spent.put(key(call), new Spent(call.parameters(), answer));
    }
    return answer;
  }

  private static String key(AwsCall call) {
    return call.operation() + " " + call.parameters().get(TOKEN);
  }

  @Override
  public void forget() {
    spent.clear();
  }
}
