package io.esform.providers.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.plan.Action;
import io.esform.testing.FakeInputFiles;
import io.esform.testing.Workbench;
import io.esform.testing.aws.AwsCall;
import io.esform.testing.aws.AwsProxy.Answer;
import io.esform.testing.aws.AwsProxy.Answering;
import io.esform.testing.aws.AwsProxy.Upstream;
import io.esform.testing.aws.Emulation;
import io.esform.testing.aws.Leftovers;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// With every fifth call refused for a reason that passes, an apply still ends right: nothing is
/// made twice, and nothing is left.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class FlakyCallsIT {

  private final Flaky flaky = new Flaky();
  @AutoClose private final Emulation aws = start(flaky);

  private static Emulation start(Flaky flaky) {
    Emulation started = Emulation.start();
    started.proxy().answering(flaky);
    return started;
  }

  /// Does not carry out a fifth of all calls: throttled, or unavailable.
  private static final class Flaky implements Answering {
    private static final String THROTTLED =
        "<Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>Request limit exceeded.</Message></Error></Errors><RequestID>r</RequestID></Response>";

    private Random random = new Random(0);
    private boolean isOn;
    private int refused;

    @Override
    public synchronized @Nullable Answer answer(AwsCall call, Upstream upstream) {
      if (!isOn || random.nextInt(5) != 0) {
        return null;
      }
      refused++;
      return call.service().equals("ec2") && random.nextBoolean()
          ? Answer.xml(503, THROTTLED)
          : Answer.xml(503, "");
    }

    synchronized void turn(boolean on, int seed) {
      isOn = on;
      random = new Random(seed);
      refused = 0;
    }

    synchronized int refused() {
      return refused;
    }
  }

  @BeforeEach
  void forget() {
    flaky.turn(false, 0);
    aws.reset();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anApplyEndsRightAllTheSame(int seed) {
    String main = aws.provider("image = \"" + IMAGE + "\"") + MAIN;
    var bench =
        new Workbench(new AwsProvider(InstantSource.system(), new FakeInputFiles(Map.of())))
            .withParallelism(16);

    flaky.turn(true, seed);
    assertThat(bench.apply(main).diagnostics()).isEmpty();
    assertThat(flaky.refused()).isGreaterThan(5);
    assertThat(bench.plan(main).changes())
        .allSatisfy(change -> assertThat(change.action()).isEqualTo(Action.NO_OP));
    flaky.turn(false, 0);
    assertThat(Leftovers.of(aws))
        .filteredOn(thing -> thing.startsWith("VPC") || thing.startsWith("instance i-"))
        .hasSize(3);

    flaky.turn(true, seed);
    assertThat(bench.apply(bench.planDestroy(main)).diagnostics()).isEmpty();
    flaky.turn(false, 0);
    assertThat(Leftovers.of(aws)).isEmpty();
  }

  private static final String IMAGE =
      "ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

  private static final String MAIN =
      """
      resource "aws_vpc" "main" {
        cidr_block = "10.20.0.0/16"
      }
      resource "aws_internet_gateway" "main" {
        vpc_id = aws_vpc.main.id
      }
      resource "aws_subnet" "a" {
        vpc_id     = aws_vpc.main.id
        cidr_block = "10.20.1.0/24"
      }
      resource "aws_eip" "many" {
        count      = 4
        depends_on = [aws_internet_gateway.main]
      }
      resource "aws_security_group" "database" {
        name        = "database"
        description = "The database."
        vpc_id      = aws_vpc.main.id
      }
      resource "aws_route53_zone" "main" {
        name = "es.test"
        vpc {
          vpc_id = aws_vpc.main.id
        }
      }
      resource "es_dns_record" "database" {
        count   = 2
        network = { id = aws_vpc.main.id, cidr = "10.20.0.0/16", zone_id = aws_route53_zone.main.id }
        name    = "database-${count.index}.es.test"
        values  = ["10.20.1.1${count.index}"]
      }
      resource "es_database" "this" {
        count    = 2
        name     = "db-${count.index}"
        address  = "10.20.1.1${count.index}"
        password = "s3cret-word"
        network = {
          id              = aws_vpc.main.id
          cidr            = aws_vpc.main.cidr_block
          subnets         = { (aws_subnet.a.cidr_block) = aws_subnet.a.id }
          security_groups = { database = [aws_security_group.database.id] }
        }
      }
      """;
}
