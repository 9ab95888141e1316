package io.esform.es;

import io.esform.provider.Arguments;
import io.esform.provider.Relations;
import io.esform.provider.Relations.Agreement;
import io.esform.schema.Schema;
import io.esform.value.AttributePath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the load balancer and its nodes must agree on: the host names and ports of URLs.
final class VirtualHosts {

  /// The https port of Carbon.
  static final String CARBON_PORT = "9443";

  private static final Map<String, String> OWN_PORTS = Map.of("https", "443", "http", "80");

  private VirtualHosts() {}

  /// Of a load balancer, by its known arguments. Nothing while its network is unknown.
  static Relations relations(Arguments balancer, Schema schema) {
    String network = SharedNames.network(balancer).orElse(null);
    if (network == null || !balancer.isKnown("virtual_host")) {
      return Relations.NONE;
    }
    List<Arguments> hosts =
        balancer.blocks("virtual_host").stream().map(host -> host.withDefaults(schema)).toList();
    var counts = new HashMap<String, Integer>();
    hosts.forEach(host -> host.texts("nodes").forEach(node -> counts.merge(node, 1, Integer::sum)));
    var agreements = new ArrayList<Agreement>();
    for (Arguments host : hosts) {
      String name = host.requiredText("host_name");
      String thing = SharedNames.virtualHost(name, network);
      for (String scheme : List.of("https", "http")) {
        publicPort(balancer, scheme)
            .map(port -> port(thing, scheme, port.number(), port.path()))
            .ifPresent(agreements::add);
      }
      for (String node : host.texts("nodes")) {
        String of = SharedNames.host(node, network);
        // A node with several names has only one of them in its own URLs.
        if (counts.getOrDefault(node, 0) == 1) {
          agreements.add(hostName(of, name, host.at("host_name")));
        }
        host.number("port")
            .ifPresent(
                port -> agreements.add(carbonPort(of, port.toPlainString(), host.at("port"))));
      }
    }
    return new Relations(List.of(), List.of(), agreements, List.of())
        .withTraffic(HostTraffic.ofLoadBalancer(balancer, hosts, network));
  }

  private record PublicPort(BigDecimal number, AttributePath path) {}

  /// The port by which browsers reach the load balancer; empty if it is unknown or not published.
  private static Optional<PublicPort> publicPort(Arguments balancer, String scheme) {
    if (!balancer.isKnown("public_ports") || !balancer.isKnown(HostSchema.PUBLISH)) {
      return Optional.empty();
    }
    Optional<Arguments> block = balancer.block("public_ports");
    if (block.isPresent()) {
      return block
          .map(ports -> ports.withDefaults(LoadBalancerHost.PUBLIC_PORTS))
          .flatMap(ports -> number(ports, scheme));
    }
    String own = OWN_PORTS.getOrDefault(scheme, "");
    List<Arguments> published = balancer.blocks(HostSchema.PUBLISH);
    return published.isEmpty()
        ? Optional.of(new PublicPort(new BigDecimal(own), balancer.at(HostSchema.PUBLISH)))
        : published.stream()
            .filter(port -> port.number("port").filter(new BigDecimal(own)::equals).isPresent())
            .findFirst()
            .flatMap(port -> number(port, "published_port"));
  }

  private static Optional<PublicPort> number(Arguments block, String name) {
    return block.number(name).map(number -> new PublicPort(number, block.at(name)));
  }

  static Agreement port(String thing, String scheme, BigDecimal port, AttributePath path) {
    return new Agreement(
        "the %s port for browsers".formatted(scheme),
        thing,
        port.toPlainString(),
        "Nodes write \"proxy_ports\" into their URLs, and the load balancer is reached by its"
            + " published or public ports: browsers would be sent to a port that does not answer."
            + " Set them to the same port.",
        path);
  }

  static Agreement hostName(String host, String name, AttributePath path) {
    return new Agreement(
        "the host name in URLs",
        "the node " + host,
        name,
        "The node would send browsers to another host name than the virtual host of the load"
            + " balancer.",
        path);
  }

  static Agreement carbonPort(String host, String port, AttributePath path) {
    return new Agreement(
        "the https port of Carbon",
        "the node " + host,
        port,
        "The load balancer would find no server on the node.",
        path);
  }
}
