package io.esform.testing.aws.strict;

import io.esform.testing.Relay.Answer;
import io.esform.testing.aws.AwsCall;
import io.esform.testing.aws.AwsProxy.Upstream;
import io.esform.testing.aws.strict.Fleet.Member;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/// Instances change their states slowly, and calls are allowed only in some states.
final class InstanceRules implements Rules {

  /// The first read does not return a new instance.
  private static final String UNKNOWN = "unknown";

  private static final String PENDING = "pending";
  private static final String STOPPING = "stopping";
  static final String SHUTTING_DOWN = "shutting-down";
  private static final Map<String, String> CODES =
      Map.of(PENDING, "0", SHUTTING_DOWN, "32", STOPPING, "64");
  private static final Map<String, Set<String>> REFUSED =
      Map.of(
          "StopInstances", Set.of(UNKNOWN, PENDING, SHUTTING_DOWN),
          "StartInstances", Set.of(STOPPING, SHUTTING_DOWN),
          "AssociateAddress", Set.of(UNKNOWN, PENDING, SHUTTING_DOWN));

  private final Transitions transitions;
  private final Fleet fleet;

  InstanceRules(Transitions transitions, Fleet fleet) {
    this.transitions = transitions;
    this.fleet = fleet;
  }

  @Override
  public @Nullable Answer instead(AwsCall call, Upstream emulator)
      throws IOException, InterruptedException {
    for (String id : instances(call)) {
      Optional<Member> member = fleet.member(new Ec2Questions(emulator), id);
      if (member.isPresent()) {
        Answer refusal = refusal(call, member.get());
        if (refusal != null) {
          return refusal;
        }
        if (call.operation().equals("TerminateInstances")) {
          fleet.leave(member.get());
        }
      }
    }
    return null;
  }

  private static @Nullable Answer refusal(AwsCall call, Member member) {
    String state = member.state();
    boolean isOfStopped =
        call.parameters().containsKey("UserData.Value")
            || call.parameters().containsKey("InstanceType.Value");
    boolean isRefused =
        REFUSED.getOrDefault(call.operation(), Set.of()).contains(state)
            || (isOfStopped && !state.equals("stopped"));
    return isRefused
        ? Refusals.ec2(
            "IncorrectInstanceState",
            "The instance '%s' is in the state '%s', which does not allow %s."
                .formatted(member.id(), state, call.operation()))
        : null;
  }

  /// The instances that a call changes; none for a read.
  private static List<String> instances(AwsCall call) {
    return call.isRead()
        ? List.of()
        : call.parameters().entrySet().stream()
            .filter(entry -> entry.getKey().matches("InstanceId(\\.[0-9]+)?"))
            .map(Map.Entry::getValue)
            .toList();
  }

  @Override
  public Answer after(AwsCall call, Answer answer) {
    return switch (call.operation()) {
      case "RunInstances" -> {
        Xml.of(answer).items("instancesSet").forEach(it -> begin(it, PENDING, UNKNOWN));
        yield answer;
      }
      case "StartInstances" -> begin(answer, PENDING);
      case "StopInstances" -> begin(answer, STOPPING);
      case "TerminateInstances" -> begin(answer, SHUTTING_DOWN);
      case "DescribeInstances" -> described(answer);
      default -> answer;
    };
  }

  /// An instance that is already in the final state has no transition.
  private Answer begin(Answer answer, String state) {
    for (Element item : Xml.of(answer).items("instancesSet")) {
      String before = Xml.items(item, "previousState").getLast().getTextContent().strip();
      boolean isThere =
          switch (state) {
            case PENDING -> before.equals("running");
            case STOPPING -> before.equals("stopped");
            default -> before.equals("terminated");
          };
      if (!isThere) {
        begin(item, state);
      }
    }
    return answer;
  }

  private void begin(Element item, String state, String... first) {
    transitions.begin(Xml.text(item, "instanceId").orElseThrow(), state, first);
  }

  private Answer described(Answer answer) {
    Xml xml = Xml.of(answer);
    for (Element item : xml.items("instancesSet")) {
      String id = Xml.text(item, "instanceId").orElseThrow();
      Optional<String> state = transitions.look("instance", id);
      if (state.isPresent() && state.get().equals(UNKNOWN)) {
        Xml.remove(item);
      } else if (state.isPresent()) {
        Xml.items(item, "instanceState")
            .forEach(part ->
                part.setTextContent(
                    part.getTagName().equals("code") ? CODES.get(state.get()) : state.get()));
      }
    }
    return xml.in(answer);
  }

  @Override
  public void forget() {
    fleet.forget();
  }
}
