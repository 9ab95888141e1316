package io.esform.providers.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.Relay.Answer;
import io.esform.testing.aws.AwsBench;
import io.esform.testing.aws.AwsCall;
import io.esform.testing.aws.AwsProxy.Upstream;
import io.esform.testing.aws.Emulation;
import io.esform.testing.aws.OtherHand;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.services.ec2.model.Filter;

/// Calls that AWS has executed although their answer was lost: the first of every operation.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class LostAnswersIT {

  private static final String NETWORK =
      """
      resource "aws_vpc" "a" {
        cidr_block = "10.20.0.0/16"
      }

      resource "aws_subnet" "a" {
        vpc_id                  = aws_vpc.a.id
        cidr_block              = "10.20.1.0/24"
        map_public_ip_on_launch = true
      }

      resource "aws_internet_gateway" "a" {
        vpc_id = aws_vpc.a.id
      }

      resource "aws_route_table" "a" {
        vpc_id     = aws_vpc.a.id
        subnet_ids = [aws_subnet.a.id]
        route {
          cidr_block = "0.0.0.0/0"
          gateway_id = aws_internet_gateway.a.id
        }
      }

      resource "aws_security_group" "a" {
        name   = "nodes"
        vpc_id = aws_vpc.a.id
        ingress {
          protocol  = "tcp"
          from_port = 4000
          to_port   = 4010
          self      = true
        }
      }

      resource "aws_eip" "a" {}

      resource "aws_nat_gateway" "a" {
        subnet_id     = aws_subnet.a.id
        allocation_id = aws_eip.a.id
      }

      resource "aws_key_pair" "a" {
        key_name   = "operators"
        public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJLHYMxAZFvxDvP+v/jr+Ocp5BLJ4ljkKocjY6q3cyc8"
      }
      """;

  @AutoClose private final Emulation aws = Emulation.start();
  private final Set<String> lost = new TreeSet<>();
  private final Map<String, Answer> byToken = new HashMap<>();

  @Test
  void nothingIsMadeTwiceAndAllIsDone() {
    aws.proxy().answering(this::losing);
    var bench = new AwsBench(aws);
    bench.apply(NETWORK);
    assertThat(lost)
        .contains("CreateVpc", "CreateSubnet", "CreateInternetGateway", "AttachInternetGateway")
        .contains("CreateRouteTable", "CreateRoute", "AssociateRouteTable", "CreateSecurityGroup")
        .contains("AuthorizeSecurityGroupIngress", "RevokeSecurityGroupEgress")
        .contains("AllocateAddress", "CreateNatGateway", "ImportKeyPair");
    try (var ec2 = OtherHand.ec2(aws)) {
      var own = Filter.builder().name("tag-key").values("esform:token").build();
      assertThat(ec2.describeVpcs(request -> request.filters(own)).vpcs()).hasSize(1);
      assertThat(ec2.describeSubnets(request -> request.filters(own)).subnets()).hasSize(1);
      assertThat(ec2.describeInternetGateways().internetGateways()).hasSize(1);
      assertThat(ec2.describeRouteTables(request -> request.filters(own)).routeTables()).hasSize(1);
      assertThat(ec2.describeSecurityGroups(request -> request.filters(own)).securityGroups())
          .hasSize(1);
      assertThat(ec2.describeAddresses().addresses()).hasSize(1);
      assertThat(ec2.describeNatGateways().natGateways()).hasSize(1);
    }
    bench.destroy(NETWORK);
  }

  /// AWS repeats its first answer for a known token; moto does not.
  private synchronized @Nullable Answer losing(AwsCall call, Upstream upstream)
      throws IOException, InterruptedException {
    if (call.isRead()) {
      return null;
    }
    String token = call.parameters().get("ClientToken");
    Answer answer = token == null ? null : byToken.get(token);
    if (answer == null) {
      answer = upstream.ask(call.body());
    }
    if (token != null) {
      byToken.put(token, answer);
    }
    return lost.add(call.operation())
        ? Answer.xml(
            500,
            "<Response><Errors><Error><Code>InternalError</Code><Message>lost</Message></Error>"
                + "</Errors><RequestID>0</RequestID></Response>")
        : answer;
  }
}
