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

/// Route tables on the emulated AWS.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class RouteTableIT {

  private static final String NETWORK =
      """
      resource "aws_vpc" "a" {
        cidr_block = "10.20.0.0/16"
      }

      resource "aws_subnet" "a" {
        vpc_id     = aws_vpc.a.id
        cidr_block = "10.20.1.0/24"
      }

      resource "aws_subnet" "b" {
        vpc_id     = aws_vpc.a.id
        cidr_block = "10.20.2.0/24"
      }

      resource "aws_internet_gateway" "a" {
        vpc_id = aws_vpc.a.id
      }

      resource "aws_nat_gateway" "a" {
        subnet_id         = aws_subnet.a.id
        connectivity_type = "private"
      }
      """;

  @AutoClose private final Emulation aws = Emulation.start();

  @BeforeEach
  void forget() {
    aws.reset();
  }

  @Test
  void aRouteTableIsMadeAndChangedAndTakenOverAndGoesAgain() {
    var bench = new AwsBench(aws);
    bench.apply(
        NETWORK + table("a", "[aws_subnet.a.id]", route("0.0.0.0/0", "aws_internet_gateway.a.id")));
    String changed =
        NETWORK
            + table(
                "a",
                "[aws_subnet.b.id]",
                route("10.99.0.0/16", "aws_internet_gateway.a.id")
                    + route("0.0.0.0/0", "aws_nat_gateway.a.id"));
    assertThat(bench.action(changed, "aws_route_table.a")).isEqualTo(Action.UPDATE);
    bench.apply(changed);
    bench.apply(NETWORK + table("a", "null", route("10.99.0.0/16", "aws_internet_gateway.a.id")));
    bench.adopt(
        table("a", "null", route("10.99.0.0/16", quoted(bench.id("aws_internet_gateway.a"))))
            .replace("aws_vpc.a.id", quoted(bench.id("aws_vpc.a"))),
        "aws_route_table.a",
        bench.id("aws_route_table.a"));
    bench.apply(changed);
    bench.destroy(changed);
    aws.checkRequests("aws_route_table");
  }

  @Test
  void aSubnetMovesFromOneTableToTheOtherInOneStep() {
    var bench = new AwsBench(aws);
    bench.apply(
        NETWORK + table("a", "[aws_subnet.a.id]", "") + table("b", "[aws_subnet.b.id]", ""));
    aws.proxy().forgetCalls();
    String crossed =
        NETWORK + table("a", "[aws_subnet.b.id]", "") + table("b", "[aws_subnet.a.id]", "");
    bench.apply(crossed);
    assertThat(aws.changes()).contains("ec2:ReplaceRouteTableAssociation");
    bench.destroy(crossed);
  }

  private static String table(String name, String subnets, String routes) {
    return """
    resource "aws_route_table" "%s" {
      vpc_id     = aws_vpc.a.id
      subnet_ids = %s
      %s
    }
    """
        .formatted(name, subnets, routes);
  }

  private static String route(String range, String gateway) {
    String argument = gateway.startsWith("aws_nat") ? "nat_gateway_id" : "gateway_id";
    return "route {\n  cidr_block = \"%s\"\n  %s = %s\n}\n".formatted(range, argument, gateway);
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
