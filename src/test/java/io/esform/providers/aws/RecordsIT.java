package io.esform.providers.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.plan.Action;
import io.esform.testing.FakeInputFiles;
import io.esform.testing.Workbench;
import io.esform.testing.aws.AwsBench;
import io.esform.testing.aws.Emulation;
import io.esform.testing.aws.OtherHand;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ResourceRecord;

/// Portable DNS records in a zone of Route 53.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class RecordsIT {

  private static final String RECORD = "es_dns_record.store";

  @AutoClose private final Emulation aws = Emulation.start();
  @AutoClose private final Ec2Client ec2 = OtherHand.ec2(aws);
  @AutoClose private final Route53Client route53 = OtherHand.route53(aws);

  @BeforeEach
  void forget() {
    aws.reset();
  }

  @Test
  void aRecordIsMadeAndChangedAndPutRightAndGoesAgain() {
    Place place = place();
    var bench = new AwsBench(aws);
    aws.proxy().forgetCalls();
    bench.apply(place.record("10.20.1.5"));
    bench.apply(place.record("10.20.1.6"));

    place.put(ChangeAction.UPSERT, "10.9.9.9");
    assertThat(bench.action(place.record("10.20.1.6"), RECORD)).isEqualTo(Action.UPDATE);
    bench.apply(place.record("10.20.1.6"));

    place.put(ChangeAction.DELETE, "10.20.1.6");
    assertThat(bench.action(place.record("10.20.1.6"), RECORD)).isEqualTo(Action.CREATE);
    bench.apply(place.record("10.20.1.6"));
    bench.destroy(place.record("10.20.1.6"));
    aws.checkRequests("es_dns_record");
  }

  @Test
  void aRecordMadeElsewhereIsTakenOver() {
    Place place = place();
    place.put(ChangeAction.CREATE, "10.20.1.5");
    new AwsBench(aws).adopt(place.record("10.20.1.5"), RECORD, place.zone() + "/store.es.test");
  }

  @Test
  void recordsOfOneZoneGoInFewBatches() {
    String main =
        aws.provider()
            + place()
                .record("10.20.1.5")
                .replace("\"store.es", "\"n${count.index}.es")
                .replace("name ", "count = 30\n  name ");
    aws.proxy().forgetCalls();
    var bench =
        new Workbench(new AwsProvider(InstantSource.system(), new FakeInputFiles(Map.of())))
            .withParallelism(32);

    assertThat(bench.apply(main).diagnostics()).isEmpty();

    assertThat(aws.changes()).hasSizeLessThanOrEqualTo(3);
  }

  /// A private zone and its network.
  private record Place(Route53Client route53, String network, String zone) {

    String record(String value) {
      return """
      resource "es_dns_record" "store" {
        network = { id = "%s", cidr = "10.20.0.0/16", zone_id = "%s" }
        name    = "store.es.test"
        values  = ["%s"]
      }
      """
          .formatted(network, zone, value);
    }

    void put(ChangeAction action, String value) {
      var change =
          Change.builder()
              .action(action)
              .resourceRecordSet(set ->
                  set.name("store.es.test")
                      .type("A")
                      .ttl(60L)
                      .resourceRecords(ResourceRecord.builder().value(value).build()))
              .build();
      route53.changeResourceRecordSets(request ->
          request.hostedZoneId(zone).changeBatch(batch -> batch.changes(List.of(change))));
    }
  }

  private Place place() {
    String network = ec2.createVpc(request -> request.cidrBlock("10.20.0.0/16")).vpc().vpcId();
    String zone =
        route53
            .createHostedZone(request ->
                request
                    .name("es.test")
                    .callerReference("es")
                    .vpc(vpc -> vpc.vpcId(network).vpcRegion("eu-central-1"))
                    .hostedZoneConfig(config -> config.privateZone(true)))
            .hostedZone()
            .id();
    return new Place(route53, network, zone.replace("/hostedzone/", ""));
  }
}
