package io.esform.testing.aws.strict;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.w3c.dom.Element;

/// The instances that use other objects, including those that are shutting down.
final class Fleet {

  private final Transitions transitions;
  private final Map<String, Member> leaving = new TreeMap<>();

  Fleet(Transitions transitions) {
    this.transitions = transitions;
  }

  /// @param hasPublicAddress a public address that is not an elastic one
  record Member(
      String id,
      String state,
      String vpc,
      String subnet,
      String address,
      List<String> groups,
      boolean hasPublicAddress) {

    private Member leaving() {
      return new Member(
          id, InstanceRules.SHUTTING_DOWN, vpc, subnet, address, groups, hasPublicAddress);
    }
  }

  List<Member> members(Ec2Questions ec2) throws IOException, InterruptedException {
    leaving.keySet().removeIf(id -> transitions.now(id).isEmpty());
    var members = new ArrayList<>(leaving.values());
    ec2.instances().stream()
        .map(this::member)
        .filter(member -> !member.state().equals("terminated"))
        .filter(member -> !leaving.containsKey(member.id()))
        .forEach(members::add);
    return members;
  }

  Optional<Member> member(Ec2Questions ec2, String id) throws IOException, InterruptedException {
    return members(ec2).stream().filter(member -> member.id().equals(id)).findFirst();
  }

  private Member member(Element item) {
    String id = text(item, "instanceId");
    String found =
        Xml.items(item, "instanceState").stream()
            .filter(part -> part.getTagName().equals("name"))
            .map(Element::getTextContent)
            .findFirst()
            .orElse("");
    return new Member(
        id,
        transitions.now(id).orElse(found),
        text(item, "vpcId"),
        text(item, "subnetId"),
        text(item, "privateIpAddress"),
        Xml.items(item, "groupSet").stream().map(group -> text(group, "groupId")).toList(),
        Xml.text(item, "ipAddress").filter(address -> !address.isEmpty()).isPresent());
  }

  private static String text(Element parent, String name) {
    return Xml.text(parent, name).orElse("");
  }

  /// Marks an instance as shutting down: it uses its objects until a read has returned it as
  /// terminated.
  void leave(Member member) {
    leaving.putIfAbsent(member.id(), member.leaving());
  }

  void forget() {
    leaving.clear();
  }
}
