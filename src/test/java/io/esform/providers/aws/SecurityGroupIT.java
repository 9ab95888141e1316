package io.esform.providers.aws;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.plan.Action;
import io.esform.testing.aws.AwsBench;
import io.esform.testing.aws.Emulation;
import io.esform.testing.aws.OtherHand;
import io.esform.value.Value;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.services.ec2.Ec2Client;

/// Security groups on the emulated AWS.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class SecurityGroupIT {

  private static final String VPC =
      """
      resource "aws_vpc" "a" {
        cidr_block = "10.20.0.0/16"
      }
      """;

  private static final String WEB =
      """
      ingress {
        description = "web"
        protocol    = "tcp"
        from_port   = 443
        to_port     = 443
        cidr_blocks = ["0.0.0.0/0", "10.20.0.0/16"]
      }
      """;

  private static final String CLUSTER =
      """
      ingress {
        protocol  = "TCP"
        from_port = 4000
        to_port   = 4010
        self      = true
      }
      """;

  private static final String OUT =
      """
      egress {
        protocol    = "-1"
        from_port   = 0
        to_port     = 0
        cidr_blocks = ["0.0.0.0/0"]
      }
      """;

  @AutoClose private final Emulation aws = Emulation.start();

  @BeforeEach
  void forget() {
    aws.reset();
  }

  @Test
  void aGroupIsMadeAndChangedAndReplacedAndGoesAgain() {
    var bench = new AwsBench(aws);
    bench.apply(VPC + group("nodes", WEB + CLUSTER + OUT));
    String narrower =
        VPC + group("nodes", WEB.replace("\"0.0.0.0/0\", ", "").replace("web", "inner") + OUT);
    assertThat(bench.action(narrower, "aws_security_group.a")).isEqualTo(Action.UPDATE);
    bench.apply(narrower);
    bench.apply(VPC + group("nodes", ""));
    String renamed = VPC + group("others", CLUSTER);
    assertThat(bench.action(renamed, "aws_security_group.a")).isEqualTo(Action.REPLACE);
    bench.apply(renamed);
    bench.destroy(renamed);
    aws.checkRequests("aws_security_group");
  }

  @Test
  void aGroupIsTakenOverWithItsRules() {
    var bench = new AwsBench(aws);
    String rules =
        CLUSTER + WEB + OUT.replace("from_port   = 0", "").replace("to_port     = 0", "");
    bench.apply(VPC + group("nodes", rules));
    bench.adopt(
        group("nodes", rules).replace("aws_vpc.a.id", "\"" + bench.id("aws_vpc.a") + "\""),
        "aws_security_group.a",
        bench.id("aws_security_group.a"));
  }

  @Test
  void aGroupMayNameAnother() {
    var bench = new AwsBench(aws);
    String both =
        VPC
            + group("nodes", CLUSTER)
            + group(
                    "balancers",
                    WEB.replace("cidr_blocks", "security_groups")
                        .replace("\"0.0.0.0/0\", \"10.20.0.0/16\"", "aws_security_group.a.id"))
                .replace("\"a\"", "\"b\"");
    bench.apply(both);
    bench.destroy(both);
  }

  @Test
  void aRuleThatSomebodyAddsOrRemovesIsDriftAndIsSetRight() {
    var bench = new AwsBench(aws);
    String main = VPC + group("nodes", WEB + OUT);
    bench.apply(main);
    String id = bench.id("aws_security_group.a");

    behind(ec2 ->
        ec2.authorizeSecurityGroupIngress(request ->
            request.groupId(id).ipProtocol("tcp").fromPort(22).toPort(22).cidrIp("0.0.0.0/0")));
    behind(ec2 ->
        ec2.revokeSecurityGroupIngress(request ->
            request
                .groupId(id)
                .ipProtocol("tcp")
                .fromPort(443)
                .toPort(443)
                .cidrIp("10.20.0.0/16")));

    var change = bench.change(main, "aws_security_group.a");
    assertThat(change.action()).isEqualTo(Action.UPDATE);
    var before = requireNonNull(change.before());
    var after = requireNonNull(change.after());
    assertThat(before.get("ingress"))
        .isNotEqualTo(after.get("ingress"))
        .asString()
        .contains("22")
        .doesNotContain("10.20.0.0/16");
    assertThat(before.get("egress")).isEqualTo(after.get("egress"));
    aws.proxy().forgetCalls();
    bench.apply(main);
    assertThat(aws.changes())
        .containsExactly("ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress");
    assertThat(bench.state("aws_security_group.a").get("name")).isEqualTo(Value.of("nodes"));
  }

  private void behind(Consumer<Ec2Client> call) {
    try (Ec2Client ec2 = OtherHand.ec2(aws)) {
      call.accept(ec2);
    }
  }

  private static String group(String name, String rules) {
    return """
    resource "aws_security_group" "a" {
      name   = "%s"
      vpc_id = aws_vpc.a.id
      %s
    }
    """
        .formatted(name, rules);
  }
}
