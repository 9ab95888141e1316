package io.esform.es;

import io.esform.provider.Arguments;
import io.esform.render.carbon.CarbonNode;
import io.esform.render.probe.Probe;
import io.esform.render.probe.Probe.DatabaseLogin;
import io.esform.render.probe.Probe.UserLogin;
import io.esform.render.probe.ProbeTarget;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The default probes of a node: its login page as the load balancer calls it, its cluster, its
/// database, and at the gate a login and a resource of the registry.
final class NodeProbes {

  static final Set<String> NAMES =
      Set.of(
          "disk", "carbon", "database", "login_form", "redirects", "members", "login", "registry");

  private NodeProbes() {}

  static HostProbes of(Arguments host) {
    CarbonNode node = CarbonNodes.of(host);
    String home = host.requiredBlock("pack").withDefaults(NodeSchema.PACK).requiredText("home");
    String address = host.requiredText(HostSchema.ADDRESS);
    var pages =
        List.of(
            ProbeTarget.node(
                address, CarbonNodes.HTTPS_PORT, node.hostName(), node.proxyPorts().https()));
    var administrator = new UserLogin(node.administrator().user(), CarbonNodes.ADMIN_PASSWORD);
    List<String> others =
        node.cluster().members().stream()
            .map(CarbonNode.ClusterMember::address)
            .filter(member -> !member.equals(address))
            .distinct()
            .toList();
    DatabaseLogin database = database(host);
    return new HostProbes(
        "node",
        List.of("/", "/var/log", "/tmp", home, home + "/repository/logs"),
        List.of(
            Probe.query("database", database, "SELECT 1", false),
            Probe.service("carbon", List.of("wso2es")),
            Probe.loginForm(pages),
            Probe.redirects(pages),
            Probe.members(address, CarbonNodes.memberTexts(host)),
            Probe.login(administrator, pages),
            Probe.registry(administrator, address, CarbonNodes.HTTPS_PORT, others, database)),
        pages,
        database);
  }

  /// With the databases that every Carbon uses.
  private static DatabaseLogin database(Arguments host) {
    var database = host.requiredBlock("database").withDefaults(NodeSchema.DATABASE);
    return new DatabaseLogin(
        database.requiredText("host"),
        database.requiredInteger("port"),
        database.requiredText("user"),
        CarbonNodes.DATABASE_PASSWORD,
        Stream.of("registry", "users", "carbon")
            .flatMap(name -> database.text(name).stream())
            .distinct()
            .toList());
  }
}
