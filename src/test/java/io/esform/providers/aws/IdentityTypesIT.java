package io.esform.providers.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.plan.Action;
import io.esform.testing.FakeInputFiles;
import io.esform.testing.Workbench;
import io.esform.testing.aws.Emulation;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// Roles on the emulated AWS.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class IdentityTypesIT {

  private static final String IMPORTS =
      """
      import {
        to = aws_iam_role.host["web"]
        id = "es-host"
      }
      import {
        to = aws_iam_instance_profile.host
        id = "es-host"
      }
      """;

  @AutoClose private final Emulation aws = Emulation.start();

  @BeforeEach
  void forget() {
    aws.reset();
  }

  @Test
  void aRoleAndItsProfileAreMadeAndChangedAndGoAgain() {
    var bench = bench();
    String main = main("description = \"hosts\"", "s3:GetObject", "web");
    assertThat(bench.apply(main).diagnostics()).isEmpty();
    assertEmptyPlan(bench, main);

    String changed = main("max_session_duration = 7200", "s3:PutObject", "store");
    assertThat(bench.apply(changed).diagnostics()).isEmpty();
    assertEmptyPlan(bench, changed);

    assertThat(bench.apply(bench.planDestroy(changed)).diagnostics()).isEmpty();
    aws.checkRequests("aws_iam_role");
  }

  @Test
  void anImportedRoleNeedsNoChange() {
    String main = main("description = \"hosts\"", "s3:GetObject", "web");
    assertThat(bench().apply(main).diagnostics()).isEmpty();

    var other = bench();
    assertThat(other.apply(main + IMPORTS).diagnostics()).isEmpty();
    assertEmptyPlan(other, main);
  }

  @Test
  void anotherNameIsAnotherRole() {
    var bench = bench();
    String main = main("description = \"hosts\"", "s3:GetObject", "web");
    assertThat(bench.apply(main).diagnostics()).isEmpty();
    String renamed = main.replace("es-host", "es-other");
    assertThat(bench.apply(renamed).diagnostics()).isEmpty();
    assertEmptyPlan(bench, renamed);
  }

  @Test
  void theCallerIsKnown() {
    var bench = bench();
    String main =
        aws.provider()
            + """
            data "aws_caller_identity" "me" {}
            output "account" { value = data.aws_caller_identity.me.account_id }
            """;
    assertThat(bench.apply(main).diagnostics()).isEmpty();
  }

  private static Workbench bench() {
    return new Workbench(new AwsProvider(InstantSource.system(), new FakeInputFiles(Map.of())));
  }

  private String main(String line, String action, String tag) {
    return aws.provider("default_tags = { Project = \"es\" }")
        + """
        resource "aws_iam_role" "host" {
          for_each           = { web = "es-host" }
          name               = each.value
          %s
          assume_role_policy = jsonencode({
            Version   = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Action    = "sts:AssumeRole"
              Principal = { Service = "ec2.amazonaws.com" }
            }]
          })
          inline_policy {
            name   = "files"
            policy = <<-JSON
              { "Version": "2012-10-17",
                "Statement": [ { "Effect": "Allow", "Action": [ "%s" ], "Resource": "*" } ] }
            JSON
          }
          tags = { Name = "%s" }
        }
        resource "aws_iam_instance_profile" "host" {
          name = "es-host"
          role = aws_iam_role.host["web"].name
        }
        """
            .formatted(line, action, tag);
  }

  private static void assertEmptyPlan(Workbench bench, String main) {
    assertThat(bench.plan(main).changes())
        .allSatisfy(change -> assertThat(change.action()).isEqualTo(Action.NO_OP));
  }
}
