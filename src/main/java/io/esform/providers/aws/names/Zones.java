package io.esform.providers.aws.names;

import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.DomainNames;
import io.esform.providers.aws.call.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceTagSet;
import software.amazon.awssdk.services.route53.model.TagResourceType;

/// Reads zones and their tags, and deletes their records.
final class Zones {

  /// The most zones in one call.
  private static final int TAGGED_AT_ONCE = 10;

  /// The limit of a call is 1000 records, and each value of a record counts.
  private static final int CHANGED_AT_ONCE = 100;

  private Zones() {}

  /// An id without AWS's prefix.
  static String id(String id) {
    return id.substring(id.lastIndexOf('/') + 1);
  }

  /// The canonical form of a name, for comparison.
  static String plain(String name) {
    return DomainNames.plain(name);
  }

  static Optional<GetHostedZoneResponse> get(AwsConnection aws, String id) throws AwsFailure {
    return aws.ifThere(() ->
        aws.route53(
            "route53:GetHostedZone", route53 -> route53.getHostedZone(request -> request.id(id))));
  }

  /// All zones of this name: public and private zones can have the same name.
  static List<HostedZone> named(AwsConnection aws, String name) throws AwsFailure {
    return aws
        .route53(
            "route53:ListHostedZones",
            route53 -> route53.listHostedZonesPaginator().hostedZones().stream().toList())
        .stream()
        .filter(zone -> zone.name() != null && plain(zone.name()).equals(plain(name)))
        .toList();
  }

  /// The tags of zones by id.
  static Map<String, Map<String, String>> tags(AwsConnection aws, List<String> ids)
      throws AwsFailure {
    var tags = new TreeMap<String, Map<String, String>>();
    for (int from = 0; from < ids.size(); from += TAGGED_AT_ONCE) {
      List<String> some = ids.subList(from, Math.min(from + TAGGED_AT_ONCE, ids.size()));
      List<ResourceTagSet> sets =
          aws.route53(
              "route53:ListTagsForResources",
              route53 ->
                  route53
                      .listTagsForResources(request ->
                          request.resourceType(TagResourceType.HOSTEDZONE).resourceIds(some))
                      .resourceTagSets());
      sets.forEach(set -> tags.put(set.resourceId(), Tags.ROUTE53.map(set.tags())));
    }
    return tags;
  }

  /// Deletes all records except the zone's own NS and SOA records.
  static void empty(AwsConnection aws, String id, String name) throws AwsFailure {
    List<ResourceRecordSet> records =
        aws.route53(
            "route53:ListResourceRecordSets",
            route53 ->
                route53
                    .listResourceRecordSetsPaginator(request -> request.hostedZoneId(id))
                    .resourceRecordSets()
                    .stream()
                    .toList());
    var changes = new ArrayList<Change>();
    for (ResourceRecordSet record : records) {
      boolean isOwn = record.type() == RRType.NS || record.type() == RRType.SOA;
      if (!isOwn || !plain(record.name()).equals(plain(name))) {
        changes.add(Change.builder().action(ChangeAction.DELETE).resourceRecordSet(record).build());
      }
    }
    for (int from = 0; from < changes.size(); from += CHANGED_AT_ONCE) {
      var some = changes.subList(from, Math.min(from + CHANGED_AT_ONCE, changes.size()));
      aws.route53(
          "route53:ChangeResourceRecordSets",
          route53 ->
              route53.changeResourceRecordSets(
                  request -> request.hostedZoneId(id).changeBatch(batch -> batch.changes(some))));
    }
  }
}
