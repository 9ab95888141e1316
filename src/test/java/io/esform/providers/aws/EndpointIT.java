package io.esform.providers.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esform.plan.Action;
import io.esform.testing.FakeInputFiles;
import io.esform.testing.Workbench;
import io.esform.testing.aws.AwsBench;
import io.esform.testing.aws.Emulation;
import io.esform.testing.aws.OtherHand;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// VPC endpoints on the emulated AWS.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class EndpointIT {

  private static final String NETWORK =
      """
      resource "aws_vpc" "a" {
        cidr_block           = "10.20.0.0/16"
        enable_dns_hostnames = true
      }
      resource "aws_subnet" "a" {
        for_each   = { a = "10.20.1.0/24", b = "10.20.2.0/24" }
        vpc_id     = aws_vpc.a.id
        cidr_block = each.value
      }
      resource "aws_route_table" "a" {
        for_each = toset(["a", "b"])
        vpc_id   = aws_vpc.a.id
      }
      resource "aws_security_group" "a" {
        for_each = toset(["a", "b"])
        name     = "endpoints-${each.key}"
        vpc_id   = aws_vpc.a.id
      }
      """;

  private static final String WITHOUT_WAY_OUT =
      """
      module "network" {
        source             = "./network-aws"
        name               = "es"
        availability_zones = ["cn-north-1a", "cn-north-1b"]
        domain             = "es.test"
        nat_gateways       = "none"
        packs_bucket       = "packs"
      }
      """;

  @AutoClose private final Emulation aws = Emulation.start();

  @BeforeEach
  void forget() {
    aws.reset();
  }

  @Test
  void endpointsAreCreatedAndChangedAndImportedAndDeleted() {
    var bench = new AwsBench(aws);
    bench.apply(NETWORK + endpoints("a", "Name = \"first\", Team = \"es\""));
    String changed = NETWORK + endpoints("b", "Name = \"second\"");
    assertThat(bench.action(changed, "aws_vpc_endpoint.s3")).isEqualTo(Action.UPDATE);
    assertThat(bench.action(changed, "aws_vpc_endpoint.secrets")).isEqualTo(Action.UPDATE);
    bench.apply(changed);
    bench.adopt(
        """
        resource "aws_vpc_endpoint" "s3" {
          vpc_id          = "%s"
          service_name    = "com.amazonaws.eu-central-1.s3"
          route_table_ids = ["%s"]
          tags            = { Name = "second" }
        }
        """
            .formatted(bench.id("aws_vpc.a"), bench.id("aws_route_table.a[\"b\"]")),
        "aws_vpc_endpoint.s3",
        bench.id("aws_vpc_endpoint.s3"));
    bench.destroy(changed);
    aws.checkRequests("aws_vpc_endpoint");
  }

  /// Also in a partition with other ARNs and names.
  @Test
  void aNetworkWithoutAWayOutHasEndpoints() {
    var bench =
        ClusterText.addModule(
                new Workbench(
                    new AwsProvider(InstantSource.system(), new FakeInputFiles(Map.of()))))
            .withParallelism(1);
    String main = aws.provider().replace("eu-central-1", "cn-north-1") + WITHOUT_WAY_OUT;

    assertThat(bench.apply(main).diagnostics()).isEmpty();

    assertThat(bench.plan(main).changes())
        .allSatisfy(change -> assertThat(change.action()).isEqualTo(Action.NO_OP));
    var endpoints =
        aws.proxy().calls().stream()
            .filter(call -> call.operation().equals("CreateVpcEndpoint"))
            .toList();
    assertThat(endpoints)
        .extracting(call -> call.parameters().get("ServiceName"))
        .containsExactlyInAnyOrder(
            "com.amazonaws.cn-north-1.s3",
            "com.amazonaws.cn-north-1.secretsmanager",
            "com.amazonaws.cn-north-1.ssm");
    assertThat(aws.changes()).doesNotContain("ec2:CreateNatGateway");
    var role = call("CreateRole");
    assertThat(role)
        .containsEntry("RoleName", "es-host-cn-north-1")
        .extractingByKey("AssumeRolePolicyDocument")
        .asString()
        .contains("ec2.amazonaws.com.cn");
    assertThat(call("PutRolePolicy").get("PolicyDocument"))
        .contains("arn:aws-cn:secretsmanager:", "arn:aws-cn:s3:::packs/*")
        .doesNotContain("arn:aws:");
  }

  private Map<String, String> call(String operation) {
    return aws.proxy().calls().stream()
        .filter(call -> call.operation().equals(operation))
        .findFirst()
        .orElseThrow()
        .parameters();
  }

  @Test
  void anEndpointThatOthersHaveDeletedIsCreatedAgain() {
    var bench = new AwsBench(aws);
    String main = NETWORK + endpoints("a", "Name = \"first\"");
    bench.apply(main);
    String before = bench.id("aws_vpc_endpoint.secrets");
    try (var ec2 = OtherHand.ec2(aws)) {
      ec2.deleteVpcEndpoints(request -> request.vpcEndpointIds(before));
    }
    assertThat(bench.action(main, "aws_vpc_endpoint.secrets")).isEqualTo(Action.CREATE);
    bench.apply(main);
    assertThat(bench.id("aws_vpc_endpoint.secrets")).isNotEqualTo(before);
  }

  @Test
  void aGatewayHasNoSubnets() {
    var bench = new AwsBench(aws);
    String main =
        """
        resource "aws_vpc_endpoint" "a" {
          vpc_id       = "vpc-1"
          service_name = "com.amazonaws.eu-central-1.s3"
          subnet_ids   = ["subnet-1"]
        }
        """;
    assertThatThrownBy(() -> bench.plan(main)).hasMessageContaining("Conflicting arguments");
  }

  private static String endpoints(String part, String tags) {
    return """
    resource "aws_vpc_endpoint" "s3" {
      vpc_id          = aws_vpc.a.id
      service_name    = "com.amazonaws.eu-central-1.s3"
      route_table_ids = [aws_route_table.a["%1$s"].id]
      tags            = { %2$s }
    }
    resource "aws_vpc_endpoint" "secrets" {
      vpc_id              = aws_vpc.a.id
      service_name        = "com.amazonaws.eu-central-1.secretsmanager"
      vpc_endpoint_type   = "Interface"
      subnet_ids          = [aws_subnet.a["%1$s"].id]
      security_group_ids  = [aws_security_group.a["%1$s"].id]
      private_dns_enabled = true
      tags                = { %2$s }
    }
    """
        .formatted(part, tags);
  }
}
