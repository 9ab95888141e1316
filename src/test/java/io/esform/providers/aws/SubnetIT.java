package io.esform.providers.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.plan.Action;
import io.esform.testing.aws.AwsBench;
import io.esform.testing.aws.Emulation;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// Subnets and their gateways, on the emulated AWS.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class SubnetIT {

  private static final String VPC =
      """
      resource "aws_vpc" "a" {
        cidr_block = "10.20.0.0/16"
      }
      """;

  @AutoClose private final Emulation aws = Emulation.start();

  @BeforeEach
  void forget() {
    aws.reset();
  }

  @Test
  void aSubnetIsMadeAndChangedAndTakenOverAndGoesAgain() {
    var bench = new AwsBench(aws);
    bench.apply(VPC + subnet("aws_vpc.a.id", "1", ""));
    assertThat(bench.text("aws_subnet.a", "arn")).endsWith(":subnet/" + bench.id("aws_subnet.a"));
    assertThat(bench.text("aws_subnet.a", "availability_zone")).startsWith("eu-central-1");

    String open = VPC + subnet("aws_vpc.a.id", "1", "map_public_ip_on_launch = true");
    assertThat(bench.action(open, "aws_subnet.a")).isEqualTo(Action.UPDATE);
    bench.apply(open);
    bench.adopt(
        subnet(quoted(bench.id("aws_vpc.a")), "1", "map_public_ip_on_launch = true"),
        "aws_subnet.a",
        bench.id("aws_subnet.a"));

    String elsewhere = VPC + subnet("aws_vpc.a.id", "2", "availability_zone = \"eu-central-1b\"");
    assertThat(bench.action(elsewhere, "aws_subnet.a")).isEqualTo(Action.REPLACE);
    bench.apply(elsewhere);

    bench.destroy(elsewhere);
    aws.checkRequests("aws_subnet");
  }

  private static String subnet(String vpc, String third, String line) {
    return """
    resource "aws_subnet" "a" {
      vpc_id     = %s
      cidr_block = "10.20.%s.0/24"
      %s
    }
    """
        .formatted(vpc, third, line);
  }

  @Test
  void anInternetGatewayIsAttachedAndMovedAndTakenOverAndGoesAgain() {
    var bench = new AwsBench(aws);
    String vpcs = VPC + VPC.replace("\"a\"", "\"b\"");
    bench.apply(vpcs + gateway("vpc_id = aws_vpc.a.id"));
    String moved = vpcs + gateway("vpc_id = aws_vpc.b.id");
    assertThat(bench.action(moved, "aws_internet_gateway.a")).isEqualTo(Action.UPDATE);
    bench.apply(moved);
    bench.adopt(
        gateway("vpc_id = " + quoted(bench.id("aws_vpc.b"))),
        "aws_internet_gateway.a",
        bench.id("aws_internet_gateway.a"));
    bench.apply(vpcs + gateway(""));
    bench.apply(moved);

    bench.destroy(moved);
    aws.checkRequests("aws_internet_gateway");
  }

  private static String gateway(String line) {
    return "resource \"aws_internet_gateway\" \"a\" {\n  %s\n}\n".formatted(line);
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
