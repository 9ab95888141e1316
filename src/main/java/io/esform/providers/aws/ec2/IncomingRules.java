package io.esform.providers.aws.ec2;

import io.esform.provider.Arguments;
import io.esform.provider.Relations;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.provider.Traffic;
import io.esform.provider.Traffic.Filter;
import io.esform.provider.Traffic.Permission;
import io.esform.providers.aws.ec2.RuleChanges.Direction;
import io.esform.value.Value.StringValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The incoming TCP connections that a security group permits.
final class IncomingRules {

  private static final int HIGHEST_PORT = 65_535;

  private IncomingRules() {}

  /// Nothing while its id or one of its rules is unknown, such as in the plan that creates it.
  static Relations of(PlanRequest request) {
    Arguments group = Arguments.of(request.proposed());
    String ingress = Direction.INGRESS.block();
    return request.prior() != null
            && request.prior().get("id").unmarked() instanceof StringValue(var id)
            && group.isKnown(ingress)
        ? Relations.NONE.withTraffic(
            new Traffic(
                List.of(),
                List.of(new Filter(id, permissions(group.blocks(ingress), id))),
                List.of()))
        : Relations.NONE;
  }

  private static List<Permission> permissions(List<Arguments> blocks, String id) {
    var permissions = new ArrayList<Permission>();
    for (Arguments block : blocks) {
      for (SecurityGroupRule rule : RuleBlocks.rules(block, id)) {
        permission(rule).ifPresent(permissions::add);
      }
    }
    return permissions;
  }

  private static Optional<Permission> permission(SecurityGroupRule rule) {
    boolean isAll = rule.protocol().equals(SecurityGroupRule.ALL);
    if (!isAll && !rule.protocol().equals("tcp")) {
      return Optional.empty();
    }
    int from = isAll || rule.fromPort() == null ? 0 : rule.fromPort();
    int to = isAll || rule.toPort() == null ? HIGHEST_PORT : rule.toPort();
    return switch (rule.kind()) {
      case CIDR_BLOCK -> Optional.of(new Permission(from, to, rule.peer(), null));
      case SECURITY_GROUP -> Optional.of(new Permission(from, to, null, rule.peer()));
      // The addresses of the list are unknown: it may permit every host.
      case PREFIX_LIST -> Optional.of(new Permission(from, to, null, null));
      // Hosts connect by IPv4.
      case IPV6_CIDR_BLOCK -> Optional.empty();
    };
  }
}
