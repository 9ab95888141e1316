package io.esform.testing.aws.strict;

import io.esform.testing.Relay.Answer;
import io.esform.testing.aws.AwsCall;
import io.esform.testing.aws.AwsProxy.Upstream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/// Objects of a network cannot be deleted while other objects need them.
final class NetworkRules implements Rules {

  private final Fleet fleet;
  private final NatGateways natGateways;

  NetworkRules(Fleet fleet, NatGateways natGateways) {
    this.fleet = fleet;
    this.natGateways = natGateways;
  }

  @Override
  public @Nullable Answer instead(AwsCall call, Upstream emulator)
      throws IOException, InterruptedException {
    var ec2 = new Ec2Questions(emulator);
    return switch (call.operation()) {
      case "DeleteSecurityGroup" -> {
        String group = call.parameters().getOrDefault("GroupId", "");
        yield isGroupUsed(ec2, group)
            ? Refusals.ec2(
                "DependencyViolation", "resource %s has a dependent object".formatted(group))
            : null;
      }
      case "DeleteSubnet" -> {
        String subnet = call.parameters().getOrDefault("SubnetId", "");
        yield isSubnetUsed(ec2, subnet) ? Refusals.inUse("subnet", subnet) : null;
      }
      case "DeleteVpc" -> {
        String vpc = call.parameters().getOrDefault("VpcId", "");
        yield isNetworkUsed(ec2, vpc) ? Refusals.inUse("vpc", vpc) : null;
      }
      case "DetachInternetGateway" -> {
        String vpc = call.parameters().getOrDefault("VpcId", "");
        yield hasPublicAddresses(ec2, vpc)
            ? Refusals.ec2(
                "DependencyViolation",
                "Network %s has some mapped public address(es). Please unmap those public address(es) before detaching the gateway."
                    .formatted(vpc))
            : null;
      }
      default -> null;
    };
  }

  private boolean isGroupUsed(Ec2Questions ec2, String group)
      throws IOException, InterruptedException {
    boolean isReferredTo =
        ec2.groups().stream()
            .filter(other -> !Xml.has(other, "groupId", group))
            .flatMap(other -> Xml.items(other, "groups").stream())
            .anyMatch(pair -> Xml.has(pair, "groupId", group));
    return isReferredTo
        || fleet.members(ec2).stream().anyMatch(member -> member.groups().contains(group));
  }

  private boolean isSubnetUsed(Ec2Questions ec2, String subnet)
      throws IOException, InterruptedException {
    return fleet.members(ec2).stream().anyMatch(member -> member.subnet().equals(subnet))
        || natGateways.there(ec2).stream().anyMatch(it -> Xml.has(it, "subnetId", subnet));
  }

  private static boolean isNetworkUsed(Ec2Questions ec2, String vpc)
      throws IOException, InterruptedException {
    return !ec2.subnets("vpc-id", vpc).isEmpty()
        || !ec2.internetGateways(vpc).isEmpty()
        || ec2.routeTables(vpc).stream().anyMatch(table -> !isMain(table))
        || ec2.groups(vpc).stream().anyMatch(group -> !Xml.has(group, "groupName", "default"));
  }

  private static boolean isMain(Element table) {
    return Xml.items(table, "associationSet").stream()
        .anyMatch(association -> Xml.has(association, "main", "true"));
  }

  private boolean hasPublicAddresses(Ec2Questions ec2, String vpc)
      throws IOException, InterruptedException {
    List<Element> gateways = natGateways.there(ec2);
    return gateways.stream()
            .filter(gateway -> Xml.has(gateway, "vpcId", vpc))
            .anyMatch(gateway -> Xml.text(gateway, "publicIp").isPresent())
        || fleet.members(ec2).stream()
            .anyMatch(member -> member.vpc().equals(vpc) && member.hasPublicAddress());
  }
}
