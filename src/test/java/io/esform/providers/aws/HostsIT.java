package io.esform.providers.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.plan.Action;
import io.esform.plan.Plan;
import io.esform.testing.FakeInputFiles;
import io.esform.testing.Workbench;
import io.esform.testing.aws.Emulation;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// Portable hosts as instances.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class HostsIT {

  @AutoClose private final Emulation aws = Emulation.start();
  private final Workbench bench =
      new Workbench(new AwsProvider(InstantSource.system(), new FakeInputFiles(Map.of())));

  @BeforeEach
  void forget() {
    aws.reset();
  }

  @Test
  void aHostIsLaunchedRebootedForItsConfigurationAndTerminated() {
    String main = main(500);
    assertThat(bench.apply(main).diagnostics()).isEmpty();
    assertThat(actions(bench.plan(main))).containsOnly(Action.NO_OP);

    aws.proxy().forgetCalls();
    String changed = main(600);
    assertThat(bench.apply(changed).diagnostics()).isEmpty();
    assertThat(aws.changes()).isEqualTo(List.of());
    assertThat(actions(bench.plan(changed))).containsOnly(Action.NO_OP);
  }

  private static List<Action> actions(Plan plan) {
    return plan.changes().stream().map(change -> change.action()).toList();
  }

  private String main(int connections) {
    return aws.provider(
            "image = \"ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64\"")
        + """
        resource "aws_vpc" "main" {
          cidr_block = "10.20.0.0/16"
        }
        resource "es_database" "this" {
          name            = "db"
          network         = { id = aws_vpc.main.id, cidr = "10.20.0.0/16", subnets = { "10.20.1.0/24" = "subnet-1" } }
          address         = "10.20.1.10"
          password        = "s3cret-word"
          max_connections = %d
        }
        """
            .formatted(connections);
  }
}
