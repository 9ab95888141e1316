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

/// Zones over the wire.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class NamesTypesIT {

  private static final String ONE_NETWORK = "vpc { vpc_id = aws_vpc.one.id }";
  private static final String TWO_NETWORKS = ONE_NETWORK + "\nvpc { vpc_id = aws_vpc.two.id }";

  @AutoClose private final Emulation aws = Emulation.start();

  @BeforeEach
  void forget() {
    aws.reset();
  }

  @Test
  void aPrivateZoneIsMadeAndChangedAndGoesAgain() {
    var bench = bench();
    String main = main("comment = \"first\"\n" + ONE_NETWORK);
    assertThat(bench.apply(main).diagnostics()).isEmpty();
    assertEmptyPlan(bench, main);

    String changed = main("comment = \"second\"\n" + TWO_NETWORKS);
    assertThat(bench.apply(changed).diagnostics()).isEmpty();
    assertEmptyPlan(bench, changed);

    assertThat(bench.apply(bench.planDestroy(changed)).diagnostics()).isEmpty();
  }

  @Test
  void aZoneThatBecomesPublicIsAnotherZone() {
    var bench = bench();
    assertThat(bench.apply(main(ONE_NETWORK)).diagnostics()).isEmpty();
    String open = main("");
    assertThat(bench.plan(open).changes())
        .anySatisfy(change -> assertThat(change.action()).isEqualTo(Action.REPLACE));
    assertThat(bench.apply(open).diagnostics()).isEmpty();
    assertEmptyPlan(bench, open);
  }

  @Test
  void aZoneIsFoundByItsName() {
    String main =
        main("")
            + """
            data "aws_route53_zone" "found" {
              name       = "es.example"
              depends_on = [aws_route53_zone.main]
            }
            """;
    assertThat(bench().apply(main).diagnostics()).isEmpty();
  }

  private static Workbench bench() {
    return new Workbench(new AwsProvider(InstantSource.system(), new FakeInputFiles(Map.of())));
  }

  private String main(String lines) {
    return aws.provider()
        + """
        resource "aws_vpc" "one" { cidr_block = "10.20.0.0/16" }
        resource "aws_vpc" "two" { cidr_block = "10.21.0.0/16" }
        resource "aws_route53_zone" "main" {
          name = "es.example"
          tags = { Name = "main" }
          %s
        }
        """
            .formatted(lines);
  }

  private static void assertEmptyPlan(Workbench bench, String main) {
    assertThat(bench.plan(main).changes())
        .allSatisfy(change -> assertThat(change.action()).isEqualTo(Action.NO_OP));
  }
}
