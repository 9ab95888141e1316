package io.esform.testing.aws.strict;

import io.esform.testing.aws.AwsCall;
import io.esform.testing.aws.AwsProxy.Answer;
import io.esform.testing.aws.AwsProxy.Answering;
import io.esform.testing.aws.AwsProxy.Upstream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An account as strict and as slow as AWS's own, before an emulator that is neither. Calls are
/// carried out one after another.
public final class StrictAccount implements Answering {

  private static final Pattern CODE =
      Pattern.compile("(?:<Code>|\"__type\"\\s*:\\s*\")([A-Za-z.]+)");

  private final Transitions transitions = new Transitions();
  private final List<Rules> rules;
  private final SortedMap<String, Integer> refused = new TreeMap<>();

  public StrictAccount() {
    var fleet = new Fleet(transitions);
    var natGateways = new NatGateways(transitions);
    this.rules =
        List.of(
            new TokenRules(fleet),
            new LaunchRules(transitions, fleet),
            new InstanceRules(transitions, fleet),
            new NetworkRules(fleet, natGateways),
            new AddressRules(natGateways),
            natGateways,
            new DatabaseRules(transitions),
            new RecordRules(transitions),
            new SecretRules(transitions));
  }

  @Override
  public synchronized Answer answer(AwsCall call, Upstream emulator)
      throws IOException, InterruptedException {
    Answer answer = carriedOut(call, emulator);
    if (answer.status() >= 400) {
      Matcher code = CODE.matcher(new String(answer.body(), StandardCharsets.UTF_8));
      if (code.find()) {
        refused.merge(code.group(1), 1, Integer::sum);
      }
    }
    return answer;
  }

  private Answer carriedOut(AwsCall call, Upstream emulator)
      throws IOException, InterruptedException {
    for (Rules one : rules) {
      Answer answer = one.instead(call, emulator);
      if (answer != null) {
        return answer;
      }
    }
    Answer answer = emulator.ask(call.body());
    if (answer.status() < 300) {
      for (Rules one : rules) {
        answer = one.after(call, answer);
      }
    }
    return answer;
  }

  /// How often objects were seen in each state on their way, such as `instance pending`.
  public synchronized SortedMap<String, Integer> shown() {
    return transitions.shown();
  }

  /// What is on its way somewhere and was not looked at until it arrived.
  public synchronized Collection<String> underWay() {
    return transitions.ahead();
  }

  /// How often calls were refused, by code.
  public synchronized SortedMap<String, Integer> refused() {
    return new TreeMap<>(refused);
  }

  /// Forgets everything, with the emulator.
  public synchronized void forget() {
    transitions.forget();
    rules.forEach(Rules::forget);
    refused.clear();
  }
}
