package io.esform.providers.aws.ec2;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The identity of a security group rule in AWS: two rules with the same values are the same rule.
///
/// @param protocol in AWS's notation: `tcp`, `-1` for all
/// @param fromPort lowest port, or ICMP type; null where the protocol has none
/// @param toPort highest port, or ICMP code
/// @param peer the other side's address range, prefix list or group
record SecurityGroupRule(
    String protocol,
    @Nullable Integer fromPort,
    @Nullable Integer toPort,
    PeerKind kind,
    String peer)
    implements Comparable<SecurityGroupRule> {

  static final String ALL = "-1";

  private static final Map<String, String> NAMES =
      Map.of("all", ALL, "1", "icmp", "6", "tcp", "17", "udp", "58", "icmpv6");

  private static final Comparator<SecurityGroupRule> ORDER =
      Comparator.comparing(SecurityGroupRule::protocol)
          .thenComparingInt(rule -> place(rule.fromPort()))
          .thenComparingInt(rule -> place(rule.toPort()))
          .thenComparing(SecurityGroupRule::kind)
          .thenComparing(SecurityGroupRule::peer);

  /// The kind of the peer.
  enum PeerKind {
    CIDR_BLOCK("cidr_blocks"),
    IPV6_CIDR_BLOCK("ipv6_cidr_blocks"),
    PREFIX_LIST("prefix_list_ids"),
    SECURITY_GROUP("security_groups");

    private final String argument;

    PeerKind(String argument) {
      this.argument = argument;
    }

    String argument() {
      return argument;
    }
  }

  /// Creates a rule in its canonical form.
  static SecurityGroupRule of(
      String protocol,
      @Nullable Integer fromPort,
      @Nullable Integer toPort,
      PeerKind kind,
      String peer) {
    String name = canonicalProtocol(protocol);
    String other =
        kind == PeerKind.IPV6_CIDR_BLOCK ? Ipv6Networks.canonical(peer).orElse(peer) : peer;
    return hasPorts(name)
        ? new SecurityGroupRule(name, fromPort, toPort, kind, other)
        : new SecurityGroupRule(name, null, null, kind, other);
  }

  /// A protocol in AWS's notation; a number without a name is returned unchanged.
  static String canonicalProtocol(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    return Optional.ofNullable(NAMES.get(name)).orElse(name);
  }

  /// Whether rules of this protocol have ports, or an ICMP type and code.
  static boolean hasPorts(String protocol) {
    return switch (protocol) {
      case "tcp", "udp", "icmp", "icmpv6" -> true;
      default -> false;
    };
  }

  private static int place(@Nullable Integer port) {
    return port == null ? Integer.MIN_VALUE : port;
  }

  @Override
  public int compareTo(SecurityGroupRule other) {
    return ORDER.compare(this, other);
  }
}
