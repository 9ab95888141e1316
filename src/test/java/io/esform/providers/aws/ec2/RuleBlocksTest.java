package io.esform.providers.aws.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.provider.Arguments;
import io.esform.providers.aws.ec2.SecurityGroupRule.PeerKind;
import io.esform.providers.aws.type.Attributes;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Conversion of a security group's rules to blocks.
class RuleBlocksTest {

  private static final String SELF = "sg-1";
  private static final ObjectValue WEB = block("TCP", 443, "web", "10.1.0.0/16", "10.0.0.0/16");
  private static final ObjectValue SSH = block("tcp", 22, null, "10.2.0.0/16");

  @Test
  void unchangedRulesComeBackAsTheKnownBlocksInTheirOrder() {
    assertThat(read(rules(SSH, WEB), WEB, SSH)).containsExactly(WEB, SSH);
  }

  @Test
  void aRuleThatIsGoneIsMissingFromItsBlock() {
    ObjectValue left = block("TCP", 443, "web", "10.0.0.0/16");
    assertThat(read(rules(SSH, left), WEB, SSH)).containsExactly(left, SSH);
  }

  @Test
  void aBlockOfWhichNothingIsLeftIsGone() {
    assertThat(read(rules(WEB), SSH, WEB)).containsExactly(WEB);
  }

  @Test
  void aRuleThatIsNewStandsBehindTheKnownBlocks() {
    ObjectValue dns = block("udp", 53, null, "0.0.0.0/0");
    assertThat(read(rules(dns, WEB), WEB)).containsExactly(WEB, dns);
  }

  @Test
  void aRuleThatIsDescribedOtherwiseIsNotTheKnownOne() {
    ObjectValue other = block("tcp", 443, "inner", "10.0.0.0/16", "10.1.0.0/16");
    assertThat(read(rules(other), WEB)).containsExactly(other);
  }

  @Test
  void theGroupItselfIsToldByTheFlag() {
    var rule = SecurityGroupRule.of("tcp", 4000, 4010, PeerKind.SECURITY_GROUP, SELF);
    var found = new RuleSet(new TreeMap<>(Map.of(rule, "")));
    assertThat(((ObjectValue) read(found).getFirst()).get(RuleBlocks.SELF))
        .isEqualTo(Value.of(true));
    assertThat(
            ((ObjectValue) read(found).getFirst()).get(PeerKind.SECURITY_GROUP.argument()).isNull())
        .isTrue();
  }

  @Test
  void whatMeansTheSameIsOneRule() {
    assertThat(SecurityGroupRule.of("6", 80, 80, PeerKind.CIDR_BLOCK, "0.0.0.0/0"))
        .isEqualTo(SecurityGroupRule.of("TCP", 80, 80, PeerKind.CIDR_BLOCK, "0.0.0.0/0"));
    assertThat(SecurityGroupRule.of("all", 0, 0, PeerKind.IPV6_CIDR_BLOCK, "0:0::/0"))
        .isEqualTo(SecurityGroupRule.of("-1", null, null, PeerKind.IPV6_CIDR_BLOCK, "::/0"));
  }

  @Test
  void onlyWhatDiffersIsAddedDescribedOrRemoved() {
    RuleSet before = rules(WEB, SSH);
    RuleSet after =
        rules(block("tcp", 443, "inner", "10.0.0.0/16"), block("tcp", 8080, null, "10.0.0.0/8"));
    assertThat(after.without(before).rules())
        .extracting(SecurityGroupRule::fromPort)
        .containsExactly(8080);
    assertThat(after.describedOtherwiseIn(before).rules())
        .extracting(SecurityGroupRule::peer)
        .containsExactly("10.0.0.0/16");
    assertThat(before.without(after).rules())
        .extracting(SecurityGroupRule::peer)
        .containsExactly("10.2.0.0/16", "10.1.0.0/16");
  }

  @Test
  void permissionsSayTheSameRules() {
    RuleSet rules = rules(WEB, SSH);
    assertThat(Permissions.of(rules)).hasSize(2);
    assertThat(Permissions.rules(Permissions.of(rules), "123456789012")).isEqualTo(rules);
  }

  private static List<Value> read(RuleSet found, ObjectValue... known) {
    var blocks = List.of(known).stream().map(Arguments::of).toList();
    return ((ListValue) RuleBlocks.value(blocks, found, SELF)).elements();
  }

  private static RuleSet rules(ObjectValue... blocks) {
    return RuleBlocks.rules(List.of(blocks).stream().map(Arguments::of).toList(), SELF);
  }

  private static ObjectValue block(
      String protocol, int port, @Nullable String description, String... ranges) {
    var attributes =
        new Attributes()
            .text(RuleBlocks.DESCRIPTION, description)
            .text(RuleBlocks.PROTOCOL, protocol)
            .number(RuleBlocks.FROM_PORT, port)
            .number(RuleBlocks.TO_PORT, port)
            .set(PeerKind.CIDR_BLOCK.argument(), List.of(ranges))
            .flag(RuleBlocks.SELF, false);
    for (PeerKind kind :
        List.of(PeerKind.IPV6_CIDR_BLOCK, PeerKind.PREFIX_LIST, PeerKind.SECURITY_GROUP)) {
      attributes.with(kind.argument(), Value.nullOf(Types.set(Types.STRING)));
    }
    return Value.objectOf(attributes.toMap());
  }
}
