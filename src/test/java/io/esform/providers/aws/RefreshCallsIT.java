package io.esform.providers.aws;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.es.Platform.HostNetwork;
import io.esform.es.Platform.HostPlacement;
import io.esform.es.Platform.HostState;
import io.esform.es.Platform.KnownHost;
import io.esform.es.Platform.NameRecord;
import io.esform.es.Platform.PlatformException;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.testing.aws.AwsBench;
import io.esform.testing.aws.AwsCall;
import io.esform.testing.aws.Emulation;
import io.esform.testing.aws.OtherHand;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/// The number of calls of a refresh depends on the number of pages, not of objects.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class RefreshCallsIT {

  @AutoClose private final Emulation emulation = Emulation.start();
  @AutoClose private final AwsConnection aws = emulation.connection();
  @AutoClose private final Ec2Client ec2 = OtherHand.ec2(emulation);
  @AutoClose private final SsmClient ssm = OtherHand.ssm(emulation);
  private final AwsPlatform platform = new AwsPlatform(aws);

  @BeforeEach
  void forget() {
    emulation.reset();
  }

  @Test
  void aThousandHostsAndRecordsTakeAFewCalls() throws PlatformException {
    List<KnownHost> hosts = hosts(1000);
    List<NameRecord> records = records(1000);

    emulation.proxy().forgetCalls();
    assertThat(platform.hosts().read(hosts)).hasSize(1000).doesNotContainNull();
    int forHosts = emulation.proxy().calls().size();
    assertThat(platform.names().read(records)).isEqualTo(records);
    int forRecords = emulation.proxy().calls().size() - forHosts;

    // A filter has up to 200 ids. The emulator's pages contain 100 instances, those of Route 53 300
    // records.
    assertThat(forHosts).isLessThanOrEqualTo(10);
    assertThat(forRecords).isLessThanOrEqualTo(4);
  }

  @Test
  void theStatusDocumentsOfTenHostsTakeOneCall() throws PlatformException {
    List<KnownHost> hosts = hosts(45);
    for (int index = 0; index < hosts.size(); index++) {
      publish(hosts.get(index).id(), "/esform/vpc-1/n" + index);
    }
    emulation.proxy().forgetCalls();

    List<@Nullable HostState> states = platform.hosts().read(hosts);

    assertThat(states)
        .extracting(state -> requireNonNull(requireNonNull(state).report()).instance())
        .containsExactlyElementsOf(hosts.stream().map(KnownHost::id).toList());
    assertThat(emulation.proxy().calls())
        .filteredOn(call -> call.service().equals("ssm"))
        .extracting(AwsCall::operation)
        .containsExactly(
            "GetParameters", "GetParameters", "GetParameters", "GetParameters", "GetParameters");
  }

  /// As the host does.
  private void publish(String id, String name) {
    ec2.createTags(request ->
        request
            .resources(id)
            .tags(
                software.amazon.awssdk.services.ec2.model.Tag.builder()
                    .key("esform:status")
                    .value(name)
                    .build()));
    ssm.putParameter(request ->
        request
            .name(name)
            .type(ParameterType.STRING)
            .value("{\"instance\":\"%s\",\"format\":1}".formatted(id)));
  }

  @Test
  void aHundredSecurityGroupsTakeOneCall() {
    String main =
        """
        resource "aws_vpc" "main" {
          cidr_block = "10.20.0.0/16"
        }
        resource "aws_security_group" "many" {
          count       = 100
          name        = "group-${count.index}"
          description = "One of many."
          vpc_id      = aws_vpc.main.id
        }
        """;
    var bench = new AwsBench(emulation);
    bench.apply(main);
    emulation.proxy().forgetCalls();

    bench.plan(main);

    assertThat(emulation.proxy().calls())
        .filteredOn(call -> call.operation().contains("SecurityGroup"))
        .hasSize(1);
  }

  private List<KnownHost> hosts(int count) {
    var placement =
        new HostPlacement(
            "es_node.a",
            "a",
            new HostNetwork("vpc-1", "10.0.0.0/8", new TreeMap<>(), List.of(), null, null),
            "10.0.0.1",
            null,
            null,
            null,
            null,
            false);
    String image = ec2.describeImages().images().getFirst().imageId();
    return ec2
        .runInstances(request -> request.imageId(image).minCount(count).maxCount(count))
        .instances()
        .stream()
        .map(Instance::instanceId)
        .map(id -> new KnownHost(id, placement))
        .toList();
  }

  private List<NameRecord> records(int count) {
    Route53Client route53 = OtherHand.route53(emulation);
    String zone =
        route53
            .createHostedZone(request -> request.name("many.test").callerReference("many"))
            .hostedZone()
            .id()
            .replace("/hostedzone/", "");
    var records = new ArrayList<NameRecord>();
    IntStream.range(0, count)
        .forEach(index ->
            records.add(
                new NameRecord(
                    zone, "n%d.many.test".formatted(index), "A", List.of("10.0.0.1"), 60)));
    route53.changeResourceRecordSets(request ->
        request
            .hostedZoneId(zone)
            .changeBatch(
                batch -> batch.changes(records.stream().map(RefreshCallsIT::creation).toList())));
    return records;
  }

  private static Change creation(NameRecord record) {
    return Change.builder()
        .action(ChangeAction.CREATE)
        .resourceRecordSet(set ->
            set.name(record.name())
                .type(record.type())
                .ttl(60L)
                .resourceRecords(ResourceRecord.builder().value("10.0.0.1").build()))
        .build();
  }
}
