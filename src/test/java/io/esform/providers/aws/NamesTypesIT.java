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

/// Zones on the emulated AWS.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class NamesTypesIT {

  private static final String ZONE = "aws_route53_zone.main";
  private static final String ONE_NETWORK = "vpc { vpc_id = aws_vpc.one.id }";
  private static final String TWO_NETWORKS = ONE_NETWORK + "\n  vpc { vpc_id = aws_vpc.two.id }";

  @AutoClose private final Emulation aws = Emulation.start();

  @BeforeEach
  void forget() {
    aws.reset();
  }

  @Test
  void aPrivateZoneIsMadeAndChangedAndGoesAgain() {
    var bench = new AwsBench(aws);
    bench.apply(main("comment = \"first\"\n  " + ONE_NETWORK));
    String changed = main("comment = \"second\"\n  " + TWO_NETWORKS);
    bench.apply(changed);
    bench.destroy(changed);
    aws.checkRequestsOf("route53", "aws_route53_zone");
  }

  @Test
  void aZoneThatBecomesPublicIsAnotherZone() {
    var bench = new AwsBench(aws);
    bench.apply(main(ONE_NETWORK));
    String open = main("");
    assertThat(bench.action(open, ZONE)).isEqualTo(Action.REPLACE);
    bench.apply(open);
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
    assertThat(new AwsBench(aws).tryApply(main)).isEmpty();
  }

  private static String main(String lines) {
    return """
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
}
