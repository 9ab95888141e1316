package io.esform.providers.aws.ec2;

import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.IpPermission;

/// Changes the rules of one security group and direction.
final class RuleChanges {

  private final AwsConnection aws;
  private final String group;
  private final Direction direction;

  RuleChanges(AwsConnection aws, String group, Direction direction) {
    this.aws = aws;
    this.group = group;
    this.direction = direction;
  }

  /// The direction of the traffic.
  enum Direction {
    INGRESS,
    EGRESS;

    /// The name of its blocks.
    String block() {
      return this == INGRESS ? "ingress" : "egress";
    }
  }

  /// Changes only differences. Adds new rules before it removes old ones, so that traffic that is
  /// allowed before and after is never interrupted.
  void settle(RuleSet found, RuleSet wanted) throws AwsFailure {
    RuleSet added = wanted.without(found);
    if (!added.isEmpty()) {
      authorise(Permissions.of(added));
    }
    RuleSet described = wanted.describedOtherwiseIn(found);
    if (!described.isEmpty()) {
      describe(Permissions.of(described));
    }
    RuleSet removed = found.without(wanted);
    if (!removed.isEmpty()) {
      revoke(Permissions.withoutDescriptions(removed));
    }
  }

  private void authorise(List<IpPermission> permissions) throws AwsFailure {
    if (direction == Direction.INGRESS) {
      aws.ec2(
          "ec2:AuthorizeSecurityGroupIngress",
          ec2 ->
              ec2.authorizeSecurityGroupIngress(
                  request -> request.groupId(group).ipPermissions(permissions)));
    } else {
      aws.ec2(
          "ec2:AuthorizeSecurityGroupEgress",
          ec2 ->
              ec2.authorizeSecurityGroupEgress(
                  request -> request.groupId(group).ipPermissions(permissions)));
    }
  }

  private void describe(List<IpPermission> permissions) throws AwsFailure {
    if (direction == Direction.INGRESS) {
      aws.ec2(
          "ec2:UpdateSecurityGroupRuleDescriptionsIngress",
          ec2 ->
              ec2.updateSecurityGroupRuleDescriptionsIngress(
                  request -> request.groupId(group).ipPermissions(permissions)));
    } else {
      aws.ec2(
          "ec2:UpdateSecurityGroupRuleDescriptionsEgress",
          ec2 ->
              ec2.updateSecurityGroupRuleDescriptionsEgress(
                  request -> request.groupId(group).ipPermissions(permissions)));
    }
  }

  private void revoke(List<IpPermission> permissions) throws AwsFailure {
    if (direction == Direction.INGRESS) {
      aws.ec2(
          "ec2:RevokeSecurityGroupIngress",
          ec2 ->
              ec2.revokeSecurityGroupIngress(
                  request -> request.groupId(group).ipPermissions(permissions)));
    } else {
      aws.ec2(
          "ec2:RevokeSecurityGroupEgress",
          ec2 ->
              ec2.revokeSecurityGroupEgress(
                  request -> request.groupId(group).ipPermissions(permissions)));
    }
  }
}
