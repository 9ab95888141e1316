package io.esform.testing.aws.strict;

import io.esform.testing.Relay.Answer;
import io.esform.testing.aws.AwsCall;
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

/// Makes an emulated account as strict and as slow as a real one. Executes calls one after another.
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

  /// The number of reads per transitional state, such as `instance pending`.
  public synchronized SortedMap<String, Integer> shown() {
    return transitions.shown();
  }

  /// Objects in a transition that was not read to its end.
  public synchronized Collection<String> underWay() {
    return transitions.ahead();
  }

  /// The number of refused calls, by error code.
  public synchronized SortedMap<String, Integer> refused() {
    return new TreeMap<>(refused);
  }

  /// Resets the account; called when the emulator is reset.
  public synchronized void forget() {
    transitions.forget();
    rules.forEach(Rules::forget);
    refused.clear();
  }
}
