package io.esform.providers.aws;

import static io.esform.providers.aws.HostText.HOST;
import static io.esform.providers.aws.HostText.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.testing.Relay.Answer;
import io.esform.testing.aws.AwsBench;
import io.esform.testing.aws.AwsCall;
import io.esform.testing.aws.AwsProxy.Answering;
import io.esform.testing.aws.AwsProxy.Upstream;
import io.esform.testing.aws.Emulation;
import io.esform.testing.aws.OtherHand;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.Tag;

/// Portable hosts on EC2 instances.
@org.junit.jupiter.api.Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class HostsIT {

  @AutoClose private final Emulation aws = Emulation.start();
  @AutoClose private final Ec2Client ec2 = OtherHand.ec2(aws);

  @BeforeEach
  void forget() {
    aws.reset();
  }

  @Test
  void aHostIsLaunchedRebootedForItsConfigurationAndTerminated() {
    var bench = new AwsBench(aws, IMAGE);
    bench.apply(main(500));
    bench.apply(main(600));
    bench.destroy(main(600));
    aws.checkRequests("host");
  }

  /// A plan shows changes to a host that others have made, and an apply corrects them.
  @Test
  void driftIsPlannedAndPutRight() {
    var bench = new AwsBench(aws, IMAGE);
    bench.apply(main(500));
    String id = bench.id(HOST);

    retag(id);
    assertThat(bench.action(main(500), HOST)).isEqualTo(Action.UPDATE);
    aws.proxy().forgetCalls();
    bench.apply(main(500));
    assertThat(aws.changes()).containsExactly("ec2:CreateTags");

    stop(id);
    assertThat(bench.action(main(500), HOST)).isEqualTo(Action.UPDATE);
    bench.apply(main(500));
    assertThat(bench.id(HOST)).isEqualTo(id);

    terminate(id);
    assertThat(bench.action(main(500), HOST)).isEqualTo(Action.CREATE);
    bench.apply(main(500));
    assertThat(bench.id(HOST)).isNotEqualTo(id);
  }

  private void retag(String id) {
    ec2.createTags(
        request -> request.resources(id).tags(Tag.builder().key("Name").value("other").build()));
  }

  private void stop(String id) {
    ec2.stopInstances(request -> request.instanceIds(id));
  }

  private void terminate(String id) {
    ec2.terminateInstances(request -> request.instanceIds(id));
  }

  /// A token cannot be used again after its instance was terminated. The next creation uses a
  /// variant of the token, and the host is found by the same tag.
  @Test
  void aSpentTokenMovesToItsNextForm() {
    aws.proxy().answering(new SpentTokens());
    var bench = new AwsBench(aws, IMAGE);
    bench.apply(main(500));
    assertThat(aws.proxy().calls())
        .filteredOn(call -> call.operation().equals("RunInstances"))
        .extracting(call -> call.parameters().get("ClientToken"))
        .satisfiesExactly(
            first -> assertThat(first).hasSize(32), second -> assertThat(second).endsWith("-2"));
  }

  /// Refuses the first launch as EC2 does for the token of a terminated instance.
  private static final class SpentTokens implements Answering {
    private final AtomicBoolean isDone = new AtomicBoolean();

    @Override
    public @Nullable Answer answer(AwsCall call, Upstream upstream) {
      return call.operation().equals("RunInstances") && !isDone.getAndSet(true)
          ? Answer.xml(
              400,
              "<Response><Errors><Error><Code>IdempotentInstanceTerminated</Code><Message>The"
                  + " instance has"
                  + " ended.</Message></Error></Errors><RequestID>r</RequestID></Response>")
          : null;
    }
  }

  /// Two configurations may have hosts with the same name in one network: the second launch is
  /// refused before it changes the secrets of the first host.
  @Test
  void theSecretOfAHostThatIsThereIsLeftAlone() {
    var bench = new AwsBench(aws, IMAGE);
    bench.apply(main(500));
    String name = "esform/" + bench.id("aws_vpc.main") + HostText.SECRET;
    String before = secret(name);

    Diagnostics reported = new AwsBench(aws, IMAGE).tryApply(second(bench));

    assertThat(reported.all())
        .singleElement()
        .satisfies(diagnostic -> {
          assertThat(diagnostic.summary()).isEqualTo("Name taken");
          assertThat(diagnostic.detail()).contains(name);
        });
    assertThat(secret(name)).isEqualTo(before);
  }

  @Test
  void theSecretOfAHostThatIsGoneIsTakenOver() {
    var bench = new AwsBench(aws, IMAGE);
    bench.apply(main(500));
    terminate(bench.id(HOST));
    var other = new AwsBench(aws, IMAGE);
    other.apply(second(bench));
    assertThat(other.id("es_database.second")).startsWith("i-");
  }

  /// A host whose state was lost, or which is in another state.
  @Test
  void aHostThatBootsWhatItsBlockRendersIsImportedAsItIs() {
    var bench = new AwsBench(aws, IMAGE);
    bench.apply(main(500));
    String id = bench.id(HOST);
    bench.adopt(imported(bench), HOST, id);
  }

  /// A host that a user has launched: its address is unchanged, and it boots its configured
  /// user-data.
  @Test
  void aHostMadeByHandIsImportedAndGivenItsConfiguration() {
    var bench = new AwsBench(aws, IMAGE);
    bench.apply(HostText.NETWORK);
    String id = launch(bench);
    String block = "import {\n  to = %s\n  id = \"%s\"\n}\n".formatted(HOST, id);
    var other = new AwsBench(aws, IMAGE);

    Change change = other.change(block + imported(bench), HOST);
    assertThat(change.action()).isEqualTo(Action.UPDATE);
    assertThat(change.impact().effect()).isEqualTo("not ready: reboots the host");
    other.apply(block + imported(bench));

    assertThat(other.id(HOST)).isEqualTo(id);
    Diagnostics reported = new AwsBench(aws, IMAGE).tryApply(second(bench));
    assertThat(reported.all()).extracting(Diagnostic::summary).containsExactly("Name taken");
    assertThat(aws.changes())
        .contains("ec2:StopInstances", "ec2:StartInstances", "ec2:ModifyInstanceMetadataOptions")
        .doesNotContain("ec2:TerminateInstances");
  }

  private String launch(AwsBench bench) {
    try (var ec2 = OtherHand.ec2(aws)) {
      String image = ec2.describeImages().images().getFirst().imageId();
      return ec2.runInstances(request ->
              request
                  .imageId(image)
                  .instanceType("t3.large")
                  .minCount(1)
                  .maxCount(1)
                  .networkInterfaces(
                      InstanceNetworkInterfaceSpecification.builder()
                          .deviceIndex(0)
                          .subnetId(bench.id("aws_subnet.a"))
                          .privateIpAddress("10.20.1.10")
                          .build()))
          .instances()
          .getFirst()
          .instanceId();
    }
  }

  /// The host of {@link #main} alone, in a network of another state.
  private static String imported(AwsBench bench) {
    return """
    resource "es_database" "this" {
      name            = "db"
      address         = "10.20.1.10"
      password        = "s3cret-word"
      max_connections = 500
      deletion_protection = false
      network = {
        id              = "%s"
        cidr            = "10.20.0.0/16"
        subnets         = { "10.20.1.0/24" = "%s" }
        security_groups = { database = ["%s"] }
      }
    }
    """
        .formatted(
            bench.id("aws_vpc.main"),
            bench.id("aws_subnet.a"),
            bench.id("aws_security_group.database"));
  }

  /// A secret identifies its owner, also after it was deleted and recreated by others.
  @Test
  void aSecretThatWasMadeAnewIsLeftAloneToo() {
    var bench = new AwsBench(aws, IMAGE);
    bench.apply(main(500));
    String name = "esform/" + bench.id("aws_vpc.main") + HostText.SECRET;
    try (var secrets = OtherHand.secretsManager(aws)) {
      secrets.deleteSecret(request -> request.secretId(name).forceDeleteWithoutRecovery(true));
    }
    bench.apply(main(600));

    Diagnostics reported = new AwsBench(aws, IMAGE).tryApply(second(bench));

    assertThat(reported.all()).extracting(Diagnostic::summary).containsExactly("Name taken");
  }

  private String secret(String name) {
    try (var secrets = OtherHand.secretsManager(aws)) {
      return secrets.getSecretValue(request -> request.secretId(name)).secretString();
    }
  }

  /// A host of the same name in the network of the first.
  private static String second(AwsBench first) {
    return """
    resource "es_database" "second" {
      name     = "db"
      address  = "10.20.1.11"
      password = "an0ther-word"
      deletion_protection = false
      network  = { id = "%s", cidr = "10.20.0.0/16", subnets = { "10.20.1.0/24" = "%s" } }
    }
    """
        .formatted(first.id("aws_vpc.main"), first.id("aws_subnet.a"));
  }

  private static String main(int connections) {
    return HostText.of("max_connections = " + connections);
  }
}
