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

/// Networks on the emulated AWS.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class NetworkTypesIT {

  @AutoClose private final Emulation aws = Emulation.start();

  @BeforeEach
  void forget() {
    aws.reset();
  }

  @Test
  void aVpcIsMadeAndChangedAndGoesAgain() {
    var bench =
        new Workbench(new AwsProvider(InstantSource.system(), new FakeInputFiles(Map.of())));
    String main = main("enable_dns_hostnames = false", "Name = \"main\"");
    assertThat(bench.apply(main).diagnostics()).isEmpty();
    assertEmptyPlan(bench, main);

    String changed = main("enable_dns_hostnames = true", "Owner = \"web\"");
    assertThat(bench.apply(changed).diagnostics()).isEmpty();
    assertEmptyPlan(bench, changed);

    assertThat(bench.apply(bench.planDestroy(changed)).diagnostics()).isEmpty();
    aws.checkRequests("aws_vpc");
  }

  private String main(String line, String tag) {
    return aws.provider("default_tags = { Project = \"es\" }")
        + """
        resource "aws_vpc" "main" {
          cidr_block = "10.20.0.0/16"
          %s
          tags       = { %s }
        }
        """
            .formatted(line, tag);
  }

  private static void assertEmptyPlan(Workbench bench, String main) {
    assertThat(bench.plan(main).changes())
        .allSatisfy(change -> assertThat(change.action()).isEqualTo(Action.NO_OP));
  }
}
