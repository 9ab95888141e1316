package io.esform.es;

import io.esform.provider.Arguments;
import io.esform.provider.Traffic;
import io.esform.provider.Traffic.Access;
import io.esform.provider.Traffic.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The connections between the hosts of a cluster: nodes to the database server and to each other,
/// and the load balancer to the nodes.
final class HostTraffic {

  private HostTraffic() {}

  static Traffic ofNode(Arguments node, String network) {
    String address = node.text(HostSchema.ADDRESS).orElse(null);
    if (address == null) {
      return Traffic.NONE;
    }
    String own = SharedNames.host(address, network);
    var accesses = new ArrayList<Access>();
    node.block("clustering")
        .map(clustering -> clustering.withDefaults(NodeSchema.CLUSTERING))
        .ifPresent(clustering -> addMembers(clustering, address, network, accesses));
    node.block("database")
        .map(database -> database.withDefaults(NodeSchema.DATABASE))
        .ifPresent(database ->
            NodeRelations.server(database, network)
                .flatMap(server ->
                    database
                        .number("port")
                        .map(port ->
                            new Access(own, server, port.intValue(), "MySQL", database.at("host"))))
                .ifPresent(accesses::add));
    return new Traffic(host("node", node, own, address), List.of(), accesses);
  }

  private static void addMembers(
      Arguments clustering, String address, String network, List<Access> accesses) {
    Optional<Integer> port = clustering.number("port").map(Number::intValue);
    for (String member : clustering.texts("members")) {
      String[] parts = member.split(":", 2);
      Optional<Integer> of =
          parts.length == 1 ? port : Optional.of(parts[1]).map(Integer::parseInt);
      if (!parts[0].equals(address) && of.isPresent()) {
        accesses.add(
            new Access(
                SharedNames.host(address, network),
                SharedNames.host(parts[0], network),
                of.get(),
                "Hazelcast",
                clustering.at("members")));
      }
    }
  }

  /// @param thing the name of the server
  static Traffic ofDatabase(Arguments database, String thing) {
    String address = database.text(HostSchema.ADDRESS).orElse(null);
    return new Traffic(host("database", database, thing, address), List.of(), List.of());
  }

  /// @param hosts its virtual hosts
  static Traffic ofLoadBalancer(Arguments balancer, List<Arguments> hosts, String network) {
    String address = balancer.text(HostSchema.ADDRESS).orElse(null);
    if (address == null) {
      return Traffic.NONE;
    }
    String own = SharedNames.host(address, network);
    var accesses = new ArrayList<Access>();
    for (Arguments host : hosts) {
      for (String node : host.texts("nodes")) {
        host.number("port")
            .map(port ->
                new Access(
                    own,
                    SharedNames.host(node, network),
                    port.intValue(),
                    "the load balancer",
                    host.at("nodes")))
            .ifPresent(accesses::add);
      }
    }
    return new Traffic(host("load_balancer", balancer, own, address), List.of(), accesses);
  }

  /// Empty unless the filters of the host are known.
  private static List<Host> host(
      String kind, Arguments object, String thing, @Nullable String address) {
    Arguments network = object.block(HostSchema.NETWORK).orElse(null);
    return network == null || !network.isKnown("security_groups")
        ? List.of()
        : List.of(new Host(thing, address, Placements.securityGroups(kind, network)));
  }
}
