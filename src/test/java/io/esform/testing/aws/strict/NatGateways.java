package io.esform.testing.aws.strict;

import io.esform.testing.Relay.Answer;
import io.esform.testing.aws.AwsCall;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/// NAT gateways are created and deleted slowly, and use their addresses and subnets meanwhile.
final class NatGateways implements Rules {

  private static final String LIST = "natGatewaySet";
  private static final String ID = "natGatewayId";

  private final Transitions transitions;

  NatGateways(Transitions transitions) {
    this.transitions = transitions;
  }

  /// All gateways that still exist.
  List<Element> there(Ec2Questions ec2) throws IOException, InterruptedException {
    return ec2.natGateways().stream()
        .filter(gateway ->
            !Xml.has(gateway, "state", "deleted") || transitions.now(id(gateway)).isPresent())
        .toList();
  }

  @Override
  public Answer after(AwsCall call, Answer answer) {
    switch (call.operation()) {
      case "CreateNatGateway" ->
          transitions.begin(Xml.of(answer).text(ID).orElseThrow(), "pending");
      case "DeleteNatGateway" ->
          transitions.begin(call.parameters().getOrDefault("NatGatewayId", ""), "deleting");
      case "DescribeNatGateways" -> {
        Xml xml = Xml.of(answer);
        for (Element gateway : xml.items(LIST)) {
          Optional<String> state = transitions.look("NAT gateway", id(gateway));
          state.ifPresent(it -> Xml.set(gateway, "state", it));
        }
        return xml.in(answer);
      }
      default -> {}
    }
    return answer;
  }

  private static String id(Element gateway) {
    return Xml.text(gateway, ID).orElseThrow();
  }
}
