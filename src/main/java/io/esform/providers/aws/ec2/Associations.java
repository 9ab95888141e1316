package io.esform.providers.aws.ec2;

import static io.esform.providers.aws.call.AwsFailure.code;
import static io.esform.providers.aws.ec2.Ec2Kind.filter;

import io.esform.provider.Progress;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Waits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociationStateCode;

/// The associations of subnets with one route table.
final class Associations {

  private static final String NO_ASSOCIATION = "InvalidAssociationID.NotFound";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final AwsConnection aws;
  private final String table;
  private final Progress progress;

  Associations(AwsConnection aws, String table, Progress progress) {
    this.aws = aws;
    this.table = table;
    this.progress = progress;
  }

  /// The subnets associated with the table, each with its association's id. Without those that use
  /// the table only because it is the VPC's main table.
  static SequencedMap<String, String> subnets(List<RouteTableAssociation> associations) {
    var subnets = new TreeMap<String, String>();
    for (RouteTableAssociation association : associations) {
      if (association.subnetId() != null
          && !association.subnetId().isEmpty()
          && !is(association, RouteTableAssociationStateCode.DISASSOCIATING)
          && !is(association, RouteTableAssociationStateCode.DISASSOCIATED)) {
        subnets.put(association.subnetId(), association.routeTableAssociationId());
      }
    }
    return subnets;
  }

  private static boolean is(
      RouteTableAssociation association, RouteTableAssociationStateCode state) {
    return association.associationState() != null
        && association.associationState().state() == state;
  }

  /// Associates the table with exactly these subnets.
  void settle(List<RouteTableAssociation> found, List<String> wanted) throws AwsFailure {
    Map<String, String> before = subnets(found);
    List<String> added = wanted.stream().filter(subnet -> !before.containsKey(subnet)).toList();
    if (!added.isEmpty()) {
      add(added);
    }
    for (Map.Entry<String, String> association : before.entrySet()) {
      if (!wanted.contains(association.getKey())) {
        remove(association.getValue());
      }
    }
  }

  /// Moves a subnet that is associated with another table in one call, so that it never loses its
  /// routes.
  private void add(List<String> subnets) throws AwsFailure {
    var elsewhere = new TreeMap<String, String>();
    for (RouteTable other :
        Batches.ofIds(
            subnets,
            ids -> RouteTableKind.TABLES.where(aws, filter("association.subnet-id", ids)))) {
      elsewhere.putAll(subnets(other.associations()));
    }
    for (String subnet : subnets) {
      String association = elsewhere.get(subnet);
      if (association == null || !isMoved(association)) {
        associate(subnet);
      }
    }
    Waits.until(
        aws,
        "the subnets to use the route table " + table,
        PATIENCE,
        progress,
        () -> isAssociated(subnets));
  }

  private void associate(String subnet) throws AwsFailure {
    aws.ec2(
        "ec2:AssociateRouteTable",
        ec2 -> ec2.associateRouteTable(request -> request.routeTableId(table).subnetId(subnet)));
  }

  /// False if the other table's association no longer exists.
  private boolean isMoved(String association) throws AwsFailure {
    return aws.unless(
            code(NO_ASSOCIATION),
            () ->
                aws.ec2(
                    "ec2:ReplaceRouteTableAssociation",
                    ec2 ->
                        ec2.replaceRouteTableAssociation(
                            request -> request.associationId(association).routeTableId(table))))
        .isPresent();
  }

  private boolean isAssociated(List<String> subnets) throws AwsFailure {
    Optional<RouteTable> found = RouteTableKind.TABLES.get(aws, table);
    return found.isPresent()
        && subnets(found.get().associations()).keySet().containsAll(subnets)
        && found.get().associations().stream()
            .noneMatch(it -> is(it, RouteTableAssociationStateCode.ASSOCIATING));
  }

  private void remove(String association) throws AwsFailure {
    aws.unless(
        code(NO_ASSOCIATION),
        () ->
            aws.ec2(
                "ec2:DisassociateRouteTable",
                ec2 -> ec2.disassociateRouteTable(request -> request.associationId(association))));
  }
}
