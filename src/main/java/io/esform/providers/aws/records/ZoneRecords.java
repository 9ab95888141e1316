package io.esform.providers.aws.records;

import static io.esform.providers.aws.call.AwsFailure.code;

import io.esform.es.Platform.NameNetwork;
import io.esform.es.Platform.NameRecord;
import io.esform.provider.Progress;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.DomainNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.VPC;

/// Implements records as record sets of a Route 53 zone.
public final class ZoneRecords {

  private static final String NO_ZONE = "NoSuchHostedZone";

  private final AwsConnection aws;
  private final ChangeBatches batches;

  /// @param batches of this connection
  public ZoneRecords(AwsConnection aws, ChangeBatches batches) {
    this.aws = aws;
    this.batches = batches;
  }

  public void create(NameRecord record, Progress progress) throws AwsFailure {
    try {
      batches.apply(record.place(), change(ChangeAction.CREATE, recordSet(record)), progress);
    } catch (AwsFailure failure) {
      NameRecord found = failure.is("InvalidChangeBatch") ? get(record) : null;
      if (found == null) {
        throw failure;
      }
      if (!found.equals(record)) {
        throw AwsFailure.of(
            "Name taken",
            ("The zone %s already has a record %s %s with the value %s. It was not created by this"
                    + " state: remove it, choose another name, or import it.")
                .formatted(
                    record.place(),
                    record.type(),
                    record.name(),
                    String.join(", ", found.values())));
      }
      // An earlier attempt has created the record. Its change id is unknown, so the record is sent
      // again to wait for the name servers.
      put(record, progress);
    }
  }

  public void put(NameRecord record, Progress progress) throws AwsFailure {
    batches.apply(record.place(), change(ChangeAction.UPSERT, recordSet(record)), progress);
  }

  /// Route 53 requires the current record in a deletion. It refuses a repeated deletion whose first
  /// response was lost.
  public void delete(NameRecord record, Progress progress) throws AwsFailure {
    try {
      Optional<ResourceRecordSet> found = find(record);
      if (found.isPresent()) {
        batches.apply(record.place(), change(ChangeAction.DELETE, found.get()), progress);
      }
    } catch (AwsFailure failure) {
      boolean isDone =
          failure.is(NO_ZONE) || (failure.is("InvalidChangeBatch") && find(record).isEmpty());
      if (!isDone) {
        throw failure;
      }
    }
  }

  private static Change change(ChangeAction action, ResourceRecordSet set) {
    return Change.builder().action(action).resourceRecordSet(set).build();
  }

  private static ResourceRecordSet recordSet(NameRecord record) {
    return ResourceRecordSet.builder()
        .name(record.name() + ".")
        .type(record.type())
        .ttl((long) record.timeToLive())
        .resourceRecords(
            record.values().stream()
                .map(value -> ResourceRecord.builder().value(value).build())
                .toList())
        .build();
  }

  private @Nullable NameRecord get(NameRecord record) throws AwsFailure {
    return find(record).map(set -> seen(record, set)).orElse(null);
  }

  private Optional<ResourceRecordSet> find(NameRecord record) throws AwsFailure {
    return aws
        .route53(
            "route53:ListResourceRecordSets",
            route53 ->
                route53
                    .listResourceRecordSets(request ->
                        request
                            .hostedZoneId(record.place())
                            .startRecordName(record.name() + ".")
                            .startRecordType(record.type())
                            .maxItems("1"))
                    .resourceRecordSets())
        .stream()
        .filter(set -> key(set).equals(key(record)))
        .findFirst();
  }

  /// Lists each zone once.
  public List<@Nullable NameRecord> read(List<NameRecord> records) throws AwsFailure {
    var byZone = new TreeMap<String, Map<String, ResourceRecordSet>>();
    for (String zone : new TreeSet<>(records.stream().map(NameRecord::place).toList())) {
      byZone.put(zone, all(zone));
    }
    var found = new ArrayList<@Nullable NameRecord>();
    for (NameRecord record : records) {
      ResourceRecordSet set = byZone.getOrDefault(record.place(), Map.of()).get(key(record));
      found.add(set == null ? null : seen(record, set));
    }
    return found;
  }

  /// The record sets of a zone; empty if the zone does not exist.
  private Map<String, ResourceRecordSet> all(String zone) throws AwsFailure {
    var sets = new TreeMap<String, ResourceRecordSet>();
    aws.unless(
            code(NO_ZONE),
            () ->
                aws.route53(
                    "route53:ListResourceRecordSets",
                    route53 ->
                        route53
                            .listResourceRecordSetsPaginator(request -> request.hostedZoneId(zone))
                            .resourceRecordSets()
                            .stream()
                            .toList()))
        .orElse(List.of())
        .forEach(set -> sets.put(key(set), set));
    return sets;
  }

  private static String key(NameRecord record) {
    return record.type() + " " + DomainNames.plain(record.name());
  }

  private static String key(ResourceRecordSet set) {
    return set.typeAsString() + " " + (set.name() == null ? "" : DomainNames.plain(set.name()));
  }

  /// Route 53 does not keep the order of values. If the values are the same, their known order is
  /// returned.
  private static NameRecord seen(NameRecord known, ResourceRecordSet set) {
    List<String> values =
        set.resourceRecords().stream()
            .map(ResourceRecord::value)
            .filter(Objects::nonNull)
            .map(value -> value.endsWith(".") ? value.substring(0, value.length() - 1) : value)
            .toList();
    boolean isSame = plain(values).equals(plain(known.values()));
    return new NameRecord(
        known.place(),
        known.name(),
        known.type(),
        isSame ? known.values() : values,
        set.ttl() == null ? known.timeToLive() : set.ttl().intValue());
  }

  private static SortedSet<String> plain(List<String> values) {
    var plain = new TreeSet<String>();
    values.forEach(value -> plain.add(DomainNames.plain(value)));
    return plain;
  }

  /// The network of a private zone; empty for a public one.
  public Optional<NameNetwork> network(String place) throws AwsFailure {
    List<VPC> networks =
        aws.unless(
                code(NO_ZONE, "InvalidInput"),
                () ->
                    aws.route53(
                        "route53:GetHostedZone",
                        route53 -> route53.getHostedZone(request -> request.id(place)).vpCs()))
            .orElse(List.of());
    return networks.isEmpty()
        ? Optional.empty()
        : cidr(networks.getFirst().vpcId())
            .map(cidr -> new NameNetwork(networks.getFirst().vpcId(), cidr, place));
  }

  private Optional<String> cidr(String network) throws AwsFailure {
    return aws
        .ec2(
            "ec2:DescribeVpcs",
            ec2 ->
                ec2.describeVpcs(request ->
                        request.filters(Filter.builder().name("vpc-id").values(network).build()))
                    .vpcs())
        .stream()
        .map(vpc -> vpc.cidrBlock())
        .findFirst();
  }
}
