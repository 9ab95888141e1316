package io.esform.providers.aws.ec2;

import io.esform.provider.Arguments;
import io.esform.providers.aws.ec2.RuleChanges.Direction;
import io.esform.providers.aws.ec2.SecurityGroupRule.PeerKind;
import io.esform.providers.aws.type.Attributes;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The nested blocks `ingress` and `egress`: their schema and conversion from and to values. A
/// block contains several rules, one for each peer.
final class RuleBlocks {

  static final String DESCRIPTION = "description";
  static final String PROTOCOL = "protocol";
  static final String FROM_PORT = "from_port";
  static final String TO_PORT = "to_port";
  static final String SELF = "self";

  private static final Schema SCHEMA =
      Schema.of(
          "Rules for one protocol and one range of ports, one rule for each peer.",
          AttributeSchema.optional(DESCRIPTION, Types.STRING, "A description of the rules."),
          AttributeSchema.required(
              PROTOCOL,
              Types.STRING,
              "`tcp`, `udp`, `icmp`, `icmpv6`, a protocol number, or `-1` for all protocols."),
          AttributeSchema.optional(
              FROM_PORT,
              Types.NUMBER,
              "The lowest port, or an ICMP type, `-1` for all. Only for protocols with ports or"
                  + " types."),
          AttributeSchema.optional(
              TO_PORT, Types.NUMBER, "The highest port, or an ICMP code, `-1` for all."),
          peers(PeerKind.CIDR_BLOCK, "The IPv4 ranges of the peers, such as `10.20.0.0/16`."),
          peers(PeerKind.IPV6_CIDR_BLOCK, "The IPv6 ranges of the peers, such as `::/0`."),
          peers(PeerKind.PREFIX_LIST, "Prefix lists with the addresses of the peers."),
          peers(
              PeerKind.SECURITY_GROUP,
              "The security groups of the peers; those of another account as"
                  + " `123456789012/sg-0123456789abcdef0`."),
          AttributeSchema.optional(SELF, Types.BOOL, "Whether the hosts of this group are peers.")
              .withDefault(Value.of(false)));

  private RuleBlocks() {}

  private static AttributeSchema peers(PeerKind kind, String description) {
    return AttributeSchema.optional(kind.argument(), Types.set(Types.STRING), description);
  }

  static NestedBlock block(Direction direction) {
    return new NestedBlock(direction.block(), Nesting.LIST, false, SCHEMA);
  }

  /// The rules of these blocks whose values are known.
  ///
  /// @param self the group's own id
  static RuleSet rules(List<Arguments> blocks, String self) {
    var rules = new TreeMap<SecurityGroupRule, String>();
    for (Arguments block : blocks) {
      String description = block.text(DESCRIPTION).orElse("");
      rules(block, self).forEach(rule -> rules.put(rule, description));
    }
    return new RuleSet(rules);
  }

  /// One rule for each peer. A duplicate peer has duplicate rules.
  static List<SecurityGroupRule> rules(Arguments block, String self) {
    var rules = new ArrayList<SecurityGroupRule>();
    for (PeerKind kind : PeerKind.values()) {
      block.texts(kind.argument()).forEach(peer -> rules.add(rule(block, kind, peer)));
    }
    if (isSelf(block)) {
      rules.add(rule(block, PeerKind.SECURITY_GROUP, self));
    }
    return rules;
  }

  static boolean isSelf(Arguments block) {
    return block.value(SELF).equals(Value.of(true));
  }

  private static SecurityGroupRule rule(Arguments block, PeerKind kind, String peer) {
    return SecurityGroupRule.of(
        block.text(PROTOCOL).orElse(""),
        block.number(FROM_PORT).map(BigDecimal::intValue).orElse(null),
        block.number(TO_PORT).map(BigDecimal::intValue).orElse(null),
        kind,
        peer);
  }

  /// The blocks of these rules: prior blocks without the peers that no longer exist, then blocks
  /// for new rules.
  static Value value(List<Arguments> known, RuleSet found, String self) {
    var left = new TreeMap<>(found.descriptions());
    var blocks = new ArrayList<Value>();
    for (Arguments block : known) {
      String description = block.text(DESCRIPTION).orElse("");
      List<SecurityGroupRule> rules = rules(block, self);
      List<SecurityGroupRule> there =
          rules.stream().filter(rule -> found.has(rule, description)).toList();
      if (!there.isEmpty()) {
        blocks.add(there.size() == rules.size() ? block.object() : reduced(block, there, self));
        left.keySet().removeAll(there);
      }
    }
    blocks.addAll(blocksOf(left, self));
    return Value.listOf(SCHEMA.impliedType(), blocks);
  }

  private static ObjectValue reduced(Arguments block, List<SecurityGroupRule> there, String self) {
    ObjectValue reduced = block.object();
    for (PeerKind kind : PeerKind.values()) {
      List<String> peers = block.texts(kind.argument());
      List<String> kept =
          peers.stream().filter(peer -> there.contains(rule(block, kind, peer))).toList();
      if (kept.size() < peers.size()) {
        reduced = reduced.with(kind.argument(), Attributes.setOf(kept));
      }
    }
    return isSelf(block) && !there.contains(rule(block, PeerKind.SECURITY_GROUP, self))
        ? reduced.with(SELF, Value.of(false))
        : reduced;
  }

  /// The common values of the rules of one block.
  private record Common(
      String protocol, @Nullable Integer fromPort, @Nullable Integer toPort, String description) {}

  private static List<Value> blocksOf(Map<SecurityGroupRule, String> rules, String self) {
    var common = new LinkedHashMap<Common, List<SecurityGroupRule>>();
    rules.forEach((rule, description) ->
        common
            .computeIfAbsent(
                new Common(rule.protocol(), rule.fromPort(), rule.toPort(), description),
                _ -> new ArrayList<>())
            .add(rule));
    var blocks = new ArrayList<Value>();
    common.forEach((key, peers) -> blocks.add(block(key, peers, self)));
    return blocks;
  }

  private static Value block(Common common, List<SecurityGroupRule> rules, String self) {
    var attributes =
        new Attributes()
            .text(DESCRIPTION, common.description().isEmpty() ? null : common.description())
            .text(PROTOCOL, common.protocol())
            .number(FROM_PORT, common.fromPort())
            .number(TO_PORT, common.toPort());
    boolean isSelf = false;
    for (PeerKind kind : PeerKind.values()) {
      var peers = new TreeSet<String>();
      rules.stream().filter(rule -> rule.kind() == kind).forEach(rule -> peers.add(rule.peer()));
      isSelf |= kind == PeerKind.SECURITY_GROUP && peers.remove(self);
      attributes.with(
          kind.argument(),
          peers.isEmpty() ? Value.nullOf(Types.set(Types.STRING)) : Attributes.setOf(peers));
    }
    return Value.objectOf(attributes.flag(SELF, isSelf).toMap());
  }
}
