package io.esform.providers.aws;

import static io.esform.providers.aws.HostText.HOST;
import static io.esform.providers.aws.HostText.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.plan.Action;
import io.esform.testing.Relay.Answer;
import io.esform.testing.aws.AwsBench;
import io.esform.testing.aws.AwsCall;
import io.esform.testing.aws.AwsProxy.Answering;
import io.esform.testing.aws.AwsProxy.Upstream;
import io.esform.testing.aws.Emulation;
import io.esform.testing.aws.OtherHand;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A refusal of AWS is reported with the address, the call, AWS's message and advice. Other objects
/// are created and recorded, and an apply after the cause is fixed continues.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class RefusalsIT {

  private final Refusals refusals = new Refusals();
  @AutoClose private final Emulation aws = start(refusals);

  private static Emulation start(Refusals refusals) {
    Emulation started = Emulation.start();
    started.proxy().answering(refusals);
    return started;
  }

  /// Refuses calls of some operations with EC2's messages.
  private static final class Refusals implements Answering {
    private final Map<String, String> codes = new HashMap<>();

    @Override
    public @Nullable Answer answer(AwsCall call, Upstream upstream) {
      String code = codes.get(call.operation());
      return code == null
          ? null
          : Answer.xml(
              400,
              "<Response><Errors><Error><Code>%s</Code><Message>The words of AWS.</Message></Error></Errors><RequestID>4711</RequestID></Response>"
                  .formatted(code));
    }
  }

  @BeforeEach
  void forget() {
    refusals.codes.clear();
    aws.reset();
  }

  @ParameterizedTest
  @CsvSource({
    "RunInstances, InvalidIPAddress.InUse, Address in use",
    "RunInstances, InsufficientFreeAddressesInSubnet, Subnet full",
    "RunInstances, InsufficientInstanceCapacity, No capacity",
    "RunInstances, VcpuLimitExceeded, Limit reached",
    "RunInstances, UnauthorizedOperation, Not permitted",
    "RunInstances, AuthFailure, Credentials refused",
    "RunInstances, RequestExpired, Credentials expired",
    "CreateSecurityGroup, SecurityGroupLimitExceeded, Limit reached"
  })
  void aRefusalIsToldAndTheRestIsKept(String operation, String code, String summary) {
    refusals.codes.put(operation, code);
    var bench = new AwsBench(aws, IMAGE);

    Diagnostics reported = bench.tryApply(main(""));

    assertThat(reported.all())
        .singleElement()
        .satisfies(diagnostic -> {
          assertThat(diagnostic.summary()).isEqualTo(summary);
          assertThat(diagnostic.address()).isNotNull();
          assertThat(diagnostic.detail())
              .contains("ec2:" + operation, code, "The words of AWS.", "Request id: 4711");
        });
    assertThat(bench.id("aws_vpc.main")).startsWith("vpc-");
    assertNoSecret();

    refusals.codes.clear();
    bench.apply(main(""));
    assertThat(bench.id(HOST)).startsWith("i-");
    bench.destroy(main(""));
  }

  @Test
  void anUnknownImageIsNamedWithItsRegion() {
    Diagnostics reported = new AwsBench(aws).tryApply(main("image = \"ami-00000000000000000\""));
    assertThat(reported.all())
        .singleElement()
        .extracting(Diagnostic::summary, Diagnostic::address)
        .containsExactly("Image not found", HOST);
    assertThat(reported.all().getFirst().detail())
        .contains("ami-00000000000000000", "eu-central-1");
  }

  @Test
  void aZoneThatIsNotThereIsNamed() {
    String main =
        """
        resource "es_dns_record" "store" {
          network = { id = "vpc-1", cidr = "10.20.0.0/16", zone_id = "Z0000000000000000000" }
          name    = "store.es.test"
          values  = ["10.20.1.5"]
        }
        """;
    Diagnostics reported = new AwsBench(aws).tryApply(main);
    assertThat(reported.all())
        .singleElement()
        .extracting(Diagnostic::summary)
        .isEqualTo("Zone not found");
  }

  private void assertNoSecret() {
    try (var secrets = OtherHand.secretsManager(aws)) {
      assertThat(secrets.listSecrets().secretList()).isEmpty();
    }
  }

  /// Nothing was created, so the next plan creates the object.
  @Test
  void aRefusedCreationIsPlannedAgain() {
    refusals.codes.put("RunInstances", "InsufficientInstanceCapacity");
    var bench = new AwsBench(aws, IMAGE);
    bench.tryApply(main(""));
    assertThat(bench.action(main(""), HOST)).isEqualTo(Action.CREATE);
  }

  private static String main(String image) {
    return HostText.of(image);
  }
}
