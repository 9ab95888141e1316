package io.esform.testing.aws.strict;

import io.esform.es.Ipv4Network;
import io.esform.testing.Relay.Answer;
import io.esform.testing.aws.AwsCall;
import io.esform.testing.aws.AwsProxy.Upstream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/// A launch needs a free address of its subnet, and an instance profile that EC2 knows; a new one
/// becomes known after a delay.
final class LaunchRules implements Rules {

  private static final String PROFILE = "instance profile";
  private static final String UNKNOWN = "unknown to EC2";

  private final Transitions transitions;
  private final Fleet fleet;

  LaunchRules(Transitions transitions, Fleet fleet) {
    this.transitions = transitions;
    this.fleet = fleet;
  }

  @Override
  public @Nullable Answer instead(AwsCall call, Upstream emulator)
      throws IOException, InterruptedException {
    if (!call.operation().equals("RunInstances")) {
      return null;
    }
    String profile = call.parameters().getOrDefault("IamInstanceProfile.Name", "");
    if (transitions.look(PROFILE, profile(profile)).isPresent()) {
      return Refusals.ec2(
          "InvalidParameterValue",
          "Value (%s) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name"
              .formatted(profile));
    }
    String subnet = call.parameters().getOrDefault("NetworkInterface.1.SubnetId", "");
    String address = call.parameters().getOrDefault("NetworkInterface.1.PrivateIpAddress", "");
    return address.isEmpty() ? null : refusal(new Ec2Questions(emulator), subnet, address);
  }

  private @Nullable Answer refusal(Ec2Questions ec2, String subnet, String address)
      throws IOException, InterruptedException {
    for (Element found : ec2.subnets("subnet-id", subnet)) {
      String range = Xml.text(found, "cidrBlock").orElseThrow();
      boolean isInside =
          Ipv4Network.parse(range)
              .orElseThrow()
              .contains(Ipv4Network.address(address).orElseThrow());
      if (!isInside) {
        return Refusals.ec2(
            "InvalidParameterValue",
            "Address %s does not fall within the subnet's address range".formatted(address));
      }
    }
    boolean isHeld =
        fleet.members(ec2).stream()
            .anyMatch(it -> it.subnet().equals(subnet) && it.address().equals(address));
    return isHeld
        ? Refusals.ec2("InvalidIPAddress.InUse", "Address %s is in use.".formatted(address))
        : null;
  }

  @Override
  public Answer after(AwsCall call, Answer answer) {
    if (call.operation().equals("CreateInstanceProfile")) {
      transitions.begin(
          profile(call.parameters().getOrDefault("InstanceProfileName", "")), UNKNOWN);
    }
    return answer;
  }

  private static String profile(String name) {
    return "profile " + name;
  }
}
