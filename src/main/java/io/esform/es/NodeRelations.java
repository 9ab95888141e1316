package io.esform.es;

import io.esform.provider.Arguments;
import io.esform.provider.Relations;
import io.esform.provider.Relations.Agreement;
import io.esform.provider.Relations.Use;
import io.esform.value.AttributePath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The relations of an `es_node`: its connections to the database server, and what it must agree on
/// with other nodes and with the load balancer.
final class NodeRelations {

  /// Connections of the boot script: for the tables, and for the check of the server.
  static final int SCRIPT_CONNECTIONS = 2;

  private static final List<String> DATASOURCES =
      List.of("carbon", "users", "registry", "identity", "social", "storage");

  private NodeRelations() {}

  /// Of the known arguments. Nothing while the network is unknown.
  ///
  /// @param product of the pack; null if it is unknown
  static Relations of(Arguments node, @Nullable String product) {
    String network = SharedNames.network(node).orElse(null);
    return network == null
        ? Relations.NONE
        : new Relations(
                List.of(),
                connections(node, network).stream().toList(),
                agreements(node, network, product),
                List.of())
            .withTraffic(HostTraffic.ofNode(node, network));
  }

  private static Optional<Use> connections(Arguments node, String network) {
    Arguments database = database(node).orElse(null);
    if (database == null
        || !database.value("pool").isKnown()
        || !DATASOURCES.stream().allMatch(database::isKnown)) {
      return Optional.empty();
    }
    Arguments pool = database.blockOrDefaults("pool", NodeSchema.POOL);
    long pools = DATASOURCES.stream().filter(database::isSet).count();
    return server(database, network)
        .flatMap(server ->
            pool.number("max_active")
                .map(active ->
                    new Use(
                        SharedNames.CONNECTIONS,
                        server,
                        pools * active.longValue() + SCRIPT_CONNECTIONS,
                        "%d datasources × max_active %s + %d"
                            .formatted(pools, active.toPlainString(), SCRIPT_CONNECTIONS),
                        pool.at("max_active"))));
  }

  private static Optional<Arguments> database(Arguments node) {
    return node.block("database").map(block -> block.withDefaults(NodeSchema.DATABASE));
  }

  /// By the name of the `es_database` if it is set. Its host name may point to an endpoint that is
  /// not known yet.
  static Optional<String> server(Arguments database, String network) {
    return database.isSet("server")
        ? database.text("server").map(name -> SharedNames.database(name, network))
        : database.text("host").map(host -> SharedNames.host(host, network));
  }

  private static List<Agreement> agreements(
      Arguments node, String network, @Nullable String product) {
    var agreements = new ArrayList<Agreement>();
    addHostNames(node, network, agreements);
    node.block("clustering")
        .map(clustering -> clustering.withDefaults(NodeSchema.CLUSTERING))
        .ifPresent(clustering -> addMembers(node, clustering, network, agreements));
    database(node)
        .ifPresent(database ->
            server(database, network)
                .ifPresent(server -> {
                  addDatabase(database, server, agreements);
                  if (product != null && node.value("registry_mounts").isKnown()) {
                    addMount(node, database, server, product, agreements);
                  }
                }));
    return agreements;
  }

  /// Products keep different files below the configuration path of the shared registry.
  private static void addMount(
      Arguments node,
      Arguments database,
      String server,
      String product,
      List<Agreement> agreements) {
    Arguments mounts = node.blockOrDefaults("registry_mounts", NodeSchema.REGISTRY_MOUNTS);
    Optional<String> registry = database.text("registry");
    Optional<String> config = mounts.text("config");
    if (registry.isPresent() && config.isPresent()) {
      agreements.add(
          new Agreement(
              "the product at the configuration path " + config.get(),
              "the registry database %s of %s".formatted(registry.get(), server),
              product,
              "Products overwrite each other's configuration at one path. Set another"
                  + " \"registry_mounts.config\" for one of them.",
              mounts.at("config")));
    }
  }

  private static void addHostNames(Arguments node, String network, List<Agreement> agreements) {
    Arguments names = node.block("host_names").orElse(null);
    if (names == null || !node.value("proxy_ports").isKnown()) {
      return;
    }
    Arguments ports = node.blockOrDefaults("proxy_ports", NodeSchema.PROXY_PORTS);
    for (String role : List.of("publisher", "store")) {
      names
          .text(role)
          .ifPresent(name -> {
            String thing = SharedNames.virtualHost(name, network);
            for (String scheme : List.of("https", "http")) {
              ports
                  .number(scheme)
                  .map(port -> VirtualHosts.port(thing, scheme, port, ports.at(scheme)))
                  .ifPresent(agreements::add);
            }
          });
    }
    String role = node.text("role").orElse("");
    Optional<String> ownName = names.text(role);
    if (ownName.isPresent() && node.text(HostSchema.ADDRESS).isPresent()) {
      String host = SharedNames.host(node.requiredText(HostSchema.ADDRESS), network);
      agreements.add(VirtualHosts.hostName(host, ownName.get(), names.at(role)));
      agreements.add(
          VirtualHosts.carbonPort(host, VirtualHosts.CARBON_PORT, node.at(HostSchema.ADDRESS)));
    }
  }

  /// Every member of a domain lists the same members, and each is in that domain at that port.
  private static void addMembers(
      Arguments node, Arguments clustering, String network, List<Agreement> agreements) {
    String domain = clustering.text("domain").orElse(null);
    String port = clustering.number("port").map(BigDecimal::toPlainString).orElse(null);
    String own = node.text(HostSchema.ADDRESS).orElse(null);
    if (domain == null || port == null || !clustering.isKnown("members")) {
      return;
    }
    AttributePath path = clustering.at("members");
    Map<String, String> ports = new TreeMap<>();
    for (String member : clustering.texts("members")) {
      String[] parts = member.split(":", 2);
      ports.put(parts[0], parts.length == 1 ? port : parts[1]);
    }
    agreements.add(
        new Agreement(
            "the members",
            "the Hazelcast domain %s in %s".formatted(domain, network),
            String.join(", ", new TreeSet<>(ports.keySet())),
            "Nodes with different lists can form separate clusters after a failure.",
            path));
    ports.forEach((address, memberPort) ->
        agreements.add(membership(address, network, domain, memberPort, path)));
    if (own != null) {
      agreements.add(membership(own, network, domain, port, clustering.at("port")));
    }
  }

  private static Agreement membership(
      String address, String network, String domain, String port, AttributePath path) {
    return new Agreement(
        "the Hazelcast domain and port",
        "the node " + SharedNames.host(address, network),
        "%s, port %s".formatted(domain, port),
        "The node could not join the cluster of the others.",
        path);
  }

  private static void addDatabase(Arguments database, String server, List<Agreement> agreements) {
    database
        .number("port")
        .ifPresent(port ->
            agreements.add(
                DatabaseRelations.port(server, port.toPlainString(), database.at("port"))));
    database
        .text("user")
        .ifPresent(
            user -> agreements.add(DatabaseRelations.user(server, user, database.at("user"))));
  }
}
