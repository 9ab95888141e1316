package io.esform.providers.aws.ec2;

import static io.esform.providers.aws.ec2.RuleBlocks.FROM_PORT;
import static io.esform.providers.aws.ec2.RuleBlocks.PROTOCOL;
import static io.esform.providers.aws.ec2.RuleBlocks.SELF;
import static io.esform.providers.aws.ec2.RuleBlocks.TO_PORT;
import static java.util.stream.Collectors.joining;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.providers.aws.ec2.SecurityGroupRule.PeerKind;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Finds faults in rules that AWS would refuse.
final class RuleFaults {

  /// The punctuation that AWS accepts in names and descriptions.
  static final String MARKS = "._-:/()#,@[]+=&;{}!$*";

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]*");
  private static final int LONGEST = 255;
  private static final int HIGHEST_PORT = 65_535;
  private static final int HIGHEST_ICMP = 255;

  private RuleFaults() {}

  static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches();
  }

  /// @param blocks of one direction
  static void check(List<Arguments> blocks, Faults faults) {
    var rules = new TreeSet<SecurityGroupRule>();
    for (Arguments block : blocks) {
      checkDescription(block, faults);
      checkPeers(block, faults);
      if (block.text(PROTOCOL).isPresent()) {
        checkProtocol(
            block, SecurityGroupRule.canonicalProtocol(block.requiredText(PROTOCOL)), faults);
      }
      if (isRangeKnown(block)) {
        for (SecurityGroupRule rule : RuleBlocks.rules(block, SELF)) {
          if (!rules.add(rule)) {
            faults.add(
                block.path(),
                "Duplicate rule",
                ("Another block allows the same traffic for %s, and AWS treats both as one rule."
                        + " Keep one of them.")
                    .formatted(rule.peer()));
          }
        }
      }
    }
  }

  private static boolean isRangeKnown(Arguments block) {
    return block.isKnown(PROTOCOL) && block.isKnown(FROM_PORT) && block.isKnown(TO_PORT);
  }

  private static void checkDescription(Arguments block, Faults faults) {
    block
        .text(RuleBlocks.DESCRIPTION)
        .filter(text -> text.length() > LONGEST || !isPlain(text))
        .ifPresent(_ ->
            faults.add(
                block.at(RuleBlocks.DESCRIPTION),
                "Invalid description",
                "A description has at most %d characters: letters, digits, spaces and %s"
                    .formatted(LONGEST, MARKS)));
  }

  private static void checkPeers(Arguments block, Faults faults) {
    boolean isUnknown = !block.isKnown(SELF);
    for (PeerKind kind : PeerKind.values()) {
      isUnknown |= !block.isKnown(kind.argument());
      for (String peer : block.texts(kind.argument())) {
        fault(kind, peer)
            .ifPresent(detail -> faults.add(block.at(kind.argument()), "Invalid peer", detail));
      }
    }
    if (!isUnknown && RuleBlocks.rules(block, SELF).isEmpty()) {
      faults.add(
          block.path(),
          "Missing peer",
          "The rule has no peer. Set one of %s or %s."
              .formatted(
                  Arrays.stream(PeerKind.values()).map(PeerKind::argument).collect(joining(", ")),
                  SELF));
    }
  }

  private static Optional<String> fault(PeerKind kind, String peer) {
    return switch (kind) {
      case CIDR_BLOCK -> Cidrs.fault(peer, 0, 32);
      case IPV6_CIDR_BLOCK ->
          Ipv6Networks.canonical(peer).isPresent()
              ? Optional.empty()
              : Optional.of("\"%s\" is not an IPv6 range such as \"::/0\".".formatted(peer));
      case PREFIX_LIST -> wrongId(peer, "pl-[0-9a-f]+", "a prefix list's id, such as pl-0123abcd");
      case SECURITY_GROUP ->
          wrongId(
              peer,
              "([0-9]{12}/)?sg-[0-9a-f]+",
              "a security group's id, such as sg-0123456789abcdef0");
    };
  }

  private static Optional<String> wrongId(String text, String pattern, String form) {
    return text.matches(pattern)
        ? Optional.empty()
        : Optional.of("\"%s\" is not %s.".formatted(text, form));
  }

  private static void checkProtocol(Arguments block, String protocol, Faults faults) {
    switch (protocol) {
      case "tcp", "udp" -> checkRange(block, HIGHEST_PORT, 0, faults);
      case "icmp", "icmpv6" -> checkRange(block, HIGHEST_ICMP, -1, faults);
      default -> {
        if (!protocol.equals(SecurityGroupRule.ALL)
            && !protocol.matches("[0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5]")) {
          faults.add(
              block.at(PROTOCOL),
              "Unknown protocol",
              ("The protocol must be tcp, udp, icmp, icmpv6, -1 for all, or a number from 0 to 255,"
                      + " not \"%s\".")
                  .formatted(protocol));
        }
        checkNoRange(block, protocol, faults);
      }
    }
  }

  private static void checkRange(Arguments block, int highest, int lowest, Faults faults) {
    for (String argument : List.of(FROM_PORT, TO_PORT)) {
      if (!block.isSet(argument)) {
        faults.add(
            block.path(),
            "Missing port",
            "A rule for this protocol needs from_port and to_port. For a single port, set both to"
                + " it.");
        return;
      }
      block
          .outside(argument, lowest, highest)
          .ifPresent(number ->
              faults.add(
                  block.at(argument),
                  "Port out of range",
                  "%s is not a whole number from %s to %s."
                      .formatted(number.toPlainString(), lowest, highest)));
    }
    if (lowest == 0) {
      checkOrder(block, faults);
    }
  }

  /// Not for ICMP, whose type and code have no order.
  private static void checkOrder(Arguments block, Faults faults) {
    Optional<BigDecimal> from = block.number(FROM_PORT);
    Optional<BigDecimal> to = block.number(TO_PORT);
    if (from.isPresent() && to.isPresent() && from.get().compareTo(to.get()) > 0) {
      faults.add(
          block.at(TO_PORT),
          "Ports in wrong order",
          "from_port must not be greater than to_port, but %s is greater than %s."
              .formatted(from.get().toPlainString(), to.get().toPlainString()));
    }
  }

  private static void checkNoRange(Arguments block, String protocol, Faults faults) {
    for (String argument : List.of(FROM_PORT, TO_PORT)) {
      if (block.number(argument).filter(number -> number.signum() != 0).isPresent()) {
        faults.add(
            block.at(argument),
            "Protocol without ports",
            ("A rule for the protocol %s applies to all ports, and AWS would ignore this argument."
                    + " Remove it, or use the protocol tcp or udp.")
                .formatted(protocol));
      }
    }
  }
}
