package io.esform.providers.aws;

import static io.esform.providers.aws.HostText.HOST;
import static io.esform.providers.aws.HostText.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import io.esform.plan.Action;
import io.esform.testing.Relay.Answer;
import io.esform.testing.aws.AwsBench;
import io.esform.testing.aws.AwsCall;
import io.esform.testing.aws.AwsProxy.Answering;
import io.esform.testing.aws.AwsProxy.Upstream;
import io.esform.testing.aws.Emulation;
import io.esform.testing.aws.OtherHand;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.services.iam.IamClient;

/// Changes with calls that no other test makes.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class RareCallsIT {

  private static final String SUBNETS =
      """
      resource "aws_vpc" "a" { cidr_block = "10.20.0.0/16" }
      resource "aws_subnet" "a" {
        for_each          = { a = "10.20.1.0/24", b = "10.20.2.0/24", c = "10.20.3.0/24" }
        vpc_id            = aws_vpc.a.id
        cidr_block        = each.value
        availability_zone = "eu-central-1${each.key}"
      }
      """;

  private static final String PROFILES =
      """
      resource "aws_iam_role" "host" {
        name               = "host"
        assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
      }
      resource "aws_iam_instance_profile" "host" {
        for_each = toset(["first", "second"])
        name     = each.key
        role     = aws_iam_role.host.name
      }
      """;

  private static final String NO_POLICY =
      "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\":"
          + " \"s3:ListAllMyBuckets\", \"Resource\": \"*\"}]}";

  @AutoClose private final Emulation aws = Emulation.start(new Unable());
  @AutoClose private final IamClient iam = OtherHand.iam(aws);

  /// Answers like AWS to operations that moto does not support; the request is still checked.
  private static final class Unable implements Answering {

    private static final Set<String> OPERATIONS =
        Set.of("ModifyVolume", "ModifyDBSubnetGroup", "ResetDBParameterGroup");

    @Override
    public @Nullable Answer answer(AwsCall call, Upstream upstream) {
      String name = call.operation();
      return OPERATIONS.contains(name)
          ? Answer.xml(200, "<%1$sResponse><%1$sResult/></%1$sResponse>".formatted(name))
          : null;
    }
  }

  @BeforeEach
  void forget() {
    aws.reset();
  }

  @Test
  void aHostsProfileComesAndChangesAndGoes() {
    var bench = new AwsBench(aws, IMAGE);
    bench.apply(host("null"));
    bench.apply(host("\"first\""));
    // moto records another profile only in the association.
    bench.tryApply(host("\"second\""));
    bench.tryApply(host("null"));
    assertThat(aws.changes())
        .containsSubsequence(
            "ec2:AssociateIamInstanceProfile",
            "ec2:ReplaceIamInstanceProfileAssociation",
            "ec2:DisassociateIamInstanceProfile");
  }

  private static String host(String profile) {
    return PROFILES
        + HostText.of("depends_on = [aws_iam_instance_profile.host]")
            .replace("    cidr  ", "    instance_profile = " + profile + "\n    cidr  ");
  }

  @Test
  void aDiskGrows() {
    var bench = new AwsBench(aws, IMAGE);
    bench.apply(HostText.of("disk_size = 20"));
    bench.tryApply(HostText.of("disk_size = 30"));
    assertThat(bench.id(HOST)).startsWith("i-");
    assertThat(aws.changes()).containsOnlyOnce("ec2:ModifyVolume");
  }

  @Test
  void creditsAreForBurstableSizes() {
    assertThat(credits("t3.small")).isEqualTo("standard");
    aws.reset();
    assertThat(credits("m6i.large")).isEqualTo("none");
  }

  /// The credit specification in the launch of that size.
  private String credits(String size) {
    new AwsBench(aws, IMAGE, "cpu_credits = \"standard\"")
        .apply(HostText.of("size = \"" + size + "\""));
    return aws.proxy().calls().stream()
        .filter(call -> call.operation().equals("RunInstances"))
        .map(call -> call.parameters().getOrDefault("CreditSpecification.CpuCredits", "none"))
        .findFirst()
        .orElseThrow();
  }

  /// Refused before any launch or stop.
  @Test
  void anImageForOtherProcessorsIsRefused() {
    var bench = new AwsBench(aws, IMAGE);
    var reported = bench.tryApply(HostText.of("size = \"t4g.small\""));
    assertThat(reported.all())
        .extracting(Diagnostic::summary)
        .containsExactly("Image for another architecture");
    assertThat(aws.changes()).doesNotContain("ec2:RunInstances");
    bench.apply(HostText.of("size = \"t3.small\""));
    assertThat(bench.action(HostText.of("size = \"t3.medium\""), HOST)).isEqualTo(Action.UPDATE);
    assertThat(bench.action(HostText.of("size = \"t4g.small\""), HOST)).isEqualTo(Action.REPLACE);
  }

  /// Default tags of the provider count too, and are known only when the object is written.
  @Test
  void anObjectWithMoreThanTenTagsIsNotPut() {
    var tags = new StringBuilder("default_tags = {");
    for (int number = 1; number <= 9; number++) {
      tags.append(" Tag").append(number).append(" = \"x\"");
      tags.append(number < 9 ? "," : " }");
    }
    var reported =
        new AwsBench(aws, tags.toString())
            .tryApply(
                """
                resource "aws_s3_bucket" "a" {
                  bucket = "es-files"
                }
                resource "aws_s3_object" "a" {
                  bucket  = aws_s3_bucket.a.bucket
                  key     = "a"
                  content = "a"
                }
                """);
    assertThat(reported.all()).extracting(Diagnostic::summary).containsExactly("Too many tags");
    assertThat(aws.changes()).noneMatch(call -> call.contains("/es-files/a"));
  }

  @Test
  void egressRulesComeAndAreDescribedAndGo() {
    var bench = new AwsBench(aws);
    bench.apply(group("out"));
    bench.apply(group("to the packages"));
    bench.apply(group("to the packages").replaceAll("(?s)  egress.*}\n}", "}"));
    assertThat(aws.changes())
        .containsSubsequence(
            "ec2:AuthorizeSecurityGroupEgress",
            "ec2:UpdateSecurityGroupRuleDescriptionsEgress",
            "ec2:RevokeSecurityGroupEgress");
  }

  private static String group(String description) {
    return """
    resource "aws_vpc" "a" { cidr_block = "10.20.0.0/16" }
    resource "aws_security_group" "a" {
      name   = "a"
      vpc_id = aws_vpc.a.id
      egress {
        description = "%s"
        protocol    = "tcp"
        from_port   = 443
        to_port     = 443
        cidr_blocks = ["10.30.0.0/16"]
      }
    }
    """
        .formatted(description);
  }

  @Test
  void aRolesPoliciesAndTagsChange() {
    for (String name : List.of("first", "second")) {
      iam.createPolicy(request -> request.policyName(name).policyDocument(NO_POLICY));
    }
    var bench = new AwsBench(aws);
    bench.apply(role("ec2", "first", "Name = \"a\", Team = \"es\""));
    bench.apply(role("ssm", "second", "Name = \"b\""));
    assertThat(aws.changes())
        .contains(
            "iam:AttachRolePolicy",
            "iam:DetachRolePolicy",
            "iam:UpdateAssumeRolePolicy",
            "iam:TagRole",
            "iam:UntagRole",
            "iam:TagInstanceProfile",
            "iam:UntagInstanceProfile");
  }

  private static String role(String service, String policy, String tags) {
    return """
    resource "aws_iam_role" "a" {
      name                = "a"
      managed_policy_arns = ["arn:aws:iam::123456789012:policy/%2$s"]
      tags                = { %3$s }
      assume_role_policy  = jsonencode({
        Version   = "2012-10-17"
        Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "%1$s.amazonaws.com" } }]
      })
    }
    resource "aws_iam_instance_profile" "a" {
      name = "a"
      role = aws_iam_role.a.name
      tags = { %3$s }
    }
    """
        .formatted(service, policy, tags);
  }

  @Test
  void aDatabasesGroupsChange() {
    var bench = new AwsBench(aws);
    bench.apply(groups("\"a\", \"b\"", "Name = \"a\", Team = \"es\"", "max_connections"));
    bench.tryApply(groups("\"b\", \"c\"", "Name = \"b\"", "wait_timeout"));
    assertThat(aws.changes())
        .contains(
            "rds:ModifyDBSubnetGroup",
            "rds:ResetDBParameterGroup",
            "rds:AddTagsToResource",
            "rds:RemoveTagsFromResource");
  }

  private static String groups(String subnets, String tags, String parameter) {
    return SUBNETS
        + """
        resource "aws_db_subnet_group" "a" {
          name       = "a"
          subnet_ids = [for zone in [%s] : aws_subnet.a[zone].id]
          tags       = { %s }
        }
        resource "aws_db_parameter_group" "a" {
          name   = "a"
          family = "mysql8.4"
          tags   = { Name = "a" }
          parameter {
            name  = "%s"
            value = "600"
          }
        }
        """
            .formatted(subnets, tags, parameter);
  }

  @Test
  void aZoneLosesANetwork() {
    var bench = new AwsBench(aws);
    bench.apply(zone("a", "b"));
    bench.apply(zone("a"));
    assertThat(aws.changes()).containsOnlyOnce(disassociation());
  }

  private String disassociation() {
    return aws.changes().stream()
        .filter(call -> call.endsWith("/disassociatevpc"))
        .findFirst()
        .orElseThrow();
  }

  private static String zone(String... networks) {
    var blocks = new StringBuilder();
    for (String network : networks) {
      blocks.append("  vpc {\n    vpc_id = aws_vpc.%s.id\n  }\n".formatted(network));
    }
    return """
    resource "aws_vpc" "a" { cidr_block = "10.20.0.0/16" }
    resource "aws_vpc" "b" { cidr_block = "10.21.0.0/16" }
    resource "aws_route53_zone" "a" {
      name = "es.example"
    %s}
    """
        .formatted(blocks);
  }

  /// A bucket whose tags cannot be read is searched by its name.
  @Test
  void aBucketWithHiddenTagsIsLookedFor() {
    var bench = new AwsBench(aws);
    String main = "resource \"aws_s3_bucket\" \"a\" {\n  bucket = \"es-packs\"\n}\n";
    bench.apply(main);
    aws.proxy()
        .answering((call, _) ->
            call.operation().equals("GET /es-packs?tagging")
                ? Answer.xml(403, "<Error><Code>AccessDenied</Code></Error>")
                : null);
    new AwsBench(aws).tryApply(main);
    assertThat(aws.proxy().calls()).extracting(AwsCall::operation).contains("HEAD /es-packs");
  }
}
