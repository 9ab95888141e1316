package io.esform.providers.aws.ec2;

import io.esform.providers.aws.ec2.SecurityGroupRule.PeerKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/// Converts rules to and from the API's permissions: one permission contains all peers of one
/// protocol and port range.
///
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
final class Permissions {

  private Permissions() {}

  /// @param owner the group's account: groups of another account have its id as a prefix,
  ///   `123456789012/sg-0123`
  static RuleSet rules(List<IpPermission> permissions, @Nullable String owner) {
    var rules = new TreeMap<SecurityGroupRule, String>();
    for (IpPermission permission : permissions) {
      if (permission.ipProtocol() == null) {
        continue;
      }
      permission
          .ipRanges()
          .forEach(
              it -> put(rules, permission, PeerKind.CIDR_BLOCK, it.cidrIp(), it.description()));
      permission
          .ipv6Ranges()
          .forEach(it ->
              put(rules, permission, PeerKind.IPV6_CIDR_BLOCK, it.cidrIpv6(), it.description()));
      permission
          .prefixListIds()
          .forEach(it ->
              put(rules, permission, PeerKind.PREFIX_LIST, it.prefixListId(), it.description()));
      permission
          .userIdGroupPairs()
          .forEach(it ->
              put(rules, permission, PeerKind.SECURITY_GROUP, name(it, owner), it.description()));
    }
    return new RuleSet(rules);
  }

  private static void put(
      Map<SecurityGroupRule, String> rules,
      IpPermission permission,
      PeerKind kind,
      @Nullable String peer,
      @Nullable String description) {
    if (peer == null) {
      return;
    }
    SecurityGroupRule rule =
        SecurityGroupRule.of(
            permission.ipProtocol(), permission.fromPort(), permission.toPort(), kind, peer);
    rules.put(rule, description == null ? "" : description);
  }

  private static @Nullable String name(UserIdGroupPair pair, @Nullable String owner) {
    String account = pair.userId();
    return pair.groupId() == null || account == null || account.isEmpty() || account.equals(owner)
        ? pair.groupId()
        : account + "/" + pair.groupId();
  }

  static List<IpPermission> of(RuleSet rules) {
    var byRange = new LinkedHashMap<SecurityGroupRule, List<SecurityGroupRule>>();
    rules
        .rules()
        .forEach(rule ->
            byRange
                .computeIfAbsent(
                    new SecurityGroupRule(
                        rule.protocol(), rule.fromPort(), rule.toPort(), PeerKind.CIDR_BLOCK, ""),
                    _ -> new ArrayList<>())
                .add(rule));
    return byRange.values().stream().map(peers -> permission(peers, rules.descriptions())).toList();
  }

  /// Permissions that identify rules. A description is not part of a rule's identity.
  static List<IpPermission> withoutDescriptions(RuleSet rules) {
    var plain = new TreeMap<SecurityGroupRule, String>();
    rules.rules().forEach(rule -> plain.put(rule, ""));
    return of(new RuleSet(plain));
  }

  /// @param peers rules of one protocol and port range
  private static IpPermission permission(
      List<SecurityGroupRule> peers, Map<SecurityGroupRule, String> descriptions) {
    var ranges = new ArrayList<IpRange>();
    var ranges6 = new ArrayList<Ipv6Range>();
    var lists = new ArrayList<PrefixListId>();
    var groups = new ArrayList<UserIdGroupPair>();
    for (SecurityGroupRule rule : peers) {
      String peer = rule.peer();
      String text = descriptions.getOrDefault(rule, "");
      String description = text.isEmpty() ? null : text;
      switch (rule.kind()) {
        case CIDR_BLOCK ->
            ranges.add(IpRange.builder().cidrIp(peer).description(description).build());
        case IPV6_CIDR_BLOCK ->
            ranges6.add(Ipv6Range.builder().cidrIpv6(peer).description(description).build());
        case PREFIX_LIST ->
            lists.add(PrefixListId.builder().prefixListId(peer).description(description).build());
        case SECURITY_GROUP -> groups.add(pair(peer, description));
      }
    }
    SecurityGroupRule first = peers.getFirst();
    return IpPermission.builder()
        .ipProtocol(first.protocol())
        .fromPort(first.fromPort())
        .toPort(first.toPort())
        .ipRanges(ranges)
        .ipv6Ranges(ranges6)
        .prefixListIds(lists)
        .userIdGroupPairs(groups)
        .build();
  }

  private static UserIdGroupPair pair(String peer, @Nullable String description) {
    int slash = peer.indexOf('/');
    return UserIdGroupPair.builder()
        .userId(slash < 0 ? null : peer.substring(0, slash))
        .groupId(peer.substring(slash + 1))
        .description(description)
        .build();
  }
}
