package io.esform.providers.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.plan.Action;
import io.esform.testing.aws.AwsBench;
import io.esform.testing.aws.Emulation;
import io.esform.testing.aws.OtherHand;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceType;

/// Public addresses and NAT gateways with them, on the emulated AWS.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class AddressIT {

  @AutoClose private final Emulation aws = Emulation.start();

  @BeforeEach
  void forget() {
    aws.reset();
  }

  @Test
  void anAddressIsGivenToAHostAndToAnotherAndTakenOverAndGoesAgain() {
    List<String> hosts = hosts();
    aws.proxy().forgetCalls();
    var bench = new AwsBench(aws);
    bench.apply(address(""));
    assertThat(bench.text("aws_eip.a", "public_ip")).matches("[0-9.]+");
    assertThat(bench.id("aws_eip.a")).startsWith("eipalloc-");
    for (String host : hosts) {
      String given = address("instance = \"" + host + "\"");
      assertThat(bench.action(given, "aws_eip.a")).isEqualTo(Action.UPDATE);
      bench.apply(given);
      assertThat(holder(bench)).isEqualTo(host);
    }
    bench.adopt(
        address("instance = \"" + hosts.getLast() + "\""), "aws_eip.a", bench.id("aws_eip.a"));
    bench.apply(address("tags = { Name = \"a\" }"));
    assertThat(holder(bench)).isEmpty();
    bench.apply(address("instance = \"" + hosts.getFirst() + "\""));
    bench.destroy(address(""));
    aws.checkRequests("aws_eip");
  }

  @Test
  void anAddressThatNamesNoHostLeavesAloneWhatUsesIt() {
    String host = hosts().getFirst();
    var bench = new AwsBench(aws);
    bench.apply(address(""));
    try (var ec2 = OtherHand.ec2(aws)) {
      ec2.associateAddress(request -> request.allocationId(bench.id("aws_eip.a")).instanceId(host));
    }
    bench.apply(address(""));
    assertThat(holder(bench)).isEqualTo(host);
  }

  private static String address(String line) {
    return "resource \"aws_eip\" \"a\" {\n  %s\n}\n".formatted(line);
  }

  private String holder(AwsBench bench) {
    try (var ec2 = OtherHand.ec2(aws)) {
      String id = bench.id("aws_eip.a");
      String holder =
          ec2.describeAddresses(request -> request.allocationIds(id))
              .addresses()
              .getFirst()
              .instanceId();
      return holder == null ? "" : holder;
    }
  }

  private List<String> hosts() {
    try (var ec2 = OtherHand.ec2(aws)) {
      String image = ec2.describeImages().images().getFirst().imageId();
      return ec2
          .runInstances(request ->
              request.imageId(image).instanceType(InstanceType.T3_MICRO).minCount(2).maxCount(2))
          .instances()
          .stream()
          .map(Instance::instanceId)
          .toList();
    }
  }

  @Test
  void aNatGatewayIsMadeAndReplacedAndTakenOverAndGoesAgain() {
    var bench = new AwsBench(aws);
    String wide = network() + gateway("aws_subnet.a.id", "allocation_id = aws_eip.a.id");
    bench.apply(wide);
    assertThat(bench.text("aws_nat_gateway.a", "public_ip"))
        .isEqualTo(bench.text("aws_eip.a", "public_ip"));
    bench.apply(
        network()
            + gateway("aws_subnet.a.id", "allocation_id = aws_eip.a.id\ntags = { Name = \"a\" }"));
    bench.adopt(
        gateway(
            "\"" + bench.id("aws_subnet.a") + "\"",
            "allocation_id = \"" + bench.id("aws_eip.a") + "\"\ntags = { Name = \"a\" }"),
        "aws_nat_gateway.a",
        bench.id("aws_nat_gateway.a"));
    String inner = network() + gateway("aws_subnet.a.id", "connectivity_type = \"private\"");
    assertThat(bench.action(inner, "aws_nat_gateway.a")).isEqualTo(Action.REPLACE);
    bench.apply(inner);
    bench.destroy(inner);
    aws.checkRequests("aws_nat_gateway");
  }

  @Test
  void aNatGatewayThatIsGoneIsMadeAnew() {
    var bench = new AwsBench(aws);
    String main = network() + gateway("aws_subnet.a.id", "connectivity_type = \"private\"");
    bench.apply(main);
    String first = bench.id("aws_nat_gateway.a");
    try (var ec2 = OtherHand.ec2(aws)) {
      ec2.deleteNatGateway(request -> request.natGatewayId(first));
    }
    assertThat(bench.action(main, "aws_nat_gateway.a")).isEqualTo(Action.CREATE);
    bench.apply(main);
    assertThat(bench.id("aws_nat_gateway.a")).isNotEqualTo(first);
    bench.destroy(main);
  }

  private static String network() {
    return address("")
        + """
        resource "aws_vpc" "a" {
          cidr_block = "10.20.0.0/16"
        }

        resource "aws_subnet" "a" {
          vpc_id     = aws_vpc.a.id
          cidr_block = "10.20.1.0/24"
        }
        """;
  }

  private static String gateway(String subnet, String lines) {
    return "resource \"aws_nat_gateway\" \"a\" {\n  subnet_id = %s\n  %s\n}\n"
        .formatted(subnet, lines);
  }
}
