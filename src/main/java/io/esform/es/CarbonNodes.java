package io.esform.es;

import io.esform.provider.Arguments;
import io.esform.render.carbon.CarbonNode;
import io.esform.render.carbon.CarbonNode.Administrator;
import io.esform.render.carbon.CarbonNode.Cluster;
import io.esform.render.carbon.CarbonNode.ClusterMember;
import io.esform.render.carbon.CarbonNode.DeploymentSynchronizer;
import io.esform.render.carbon.CarbonNode.HostNames;
import io.esform.render.carbon.CarbonNode.ProxyPorts;
import io.esform.render.carbon.CarbonNode.RegistryMounts;
import io.esform.render.carbon.CarbonNode.Role;
import io.esform.render.carbon.CarbonNode.SingleSignOn;
import io.esform.render.carbon.Databases;
import io.esform.render.carbon.Databases.Database;
import io.esform.render.carbon.Databases.Pool;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads the values of a node's configuration files from the arguments of an `es_node`.
final class CarbonNodes {

  static final String DATABASE_PASSWORD = "database_password";
  static final String SVN_PASSWORD = "svn_password";
  static final String ADMIN_PASSWORD = "admin_password";

  /// The https port of Carbon.
  static final int HTTPS_PORT = 9443;

  private CarbonNodes() {}

  static CarbonNode of(Arguments node) {
    var names = hostNames(node.requiredBlock("host_names"));
    var ports = ports(node.blockOrDefaults("proxy_ports", NodeSchema.PROXY_PORTS));
    return new CarbonNode(
        Role.valueOf(node.requiredText("role").toUpperCase(Locale.ROOT)),
        names,
        administrator(node),
        cluster(node),
        databases(node.requiredBlock("database").withDefaults(NodeSchema.DATABASE)),
        mounts(node.blockOrDefaults("registry_mounts", NodeSchema.REGISTRY_MOUNTS)),
        ports,
        node.block("deployment_synchronizer").map(CarbonNodes::synchronizer).orElse(null),
        singleSignOn(
            node.blockOrDefaults("single_sign_on", NodeSchema.SINGLE_SIGN_ON), names, ports));
  }

  /// The members as `ADDRESS:PORT`, in the order of the configuration.
  static List<String> memberTexts(Arguments node) {
    return cluster(node).members().stream()
        .map(member -> member.address() + ":" + member.port())
        .toList();
  }

  private static HostNames hostNames(Arguments names) {
    return new HostNames(names.requiredText("publisher"), names.requiredText("store"));
  }

  private static Administrator administrator(Arguments node) {
    // States of earlier versions have no administrator: it was the default.
    var block = node.blockOrDefaults(NodeSchema.ADMINISTRATOR, NodeSchema.ADMIN);
    return new Administrator(block.requiredText("user"), ADMIN_PASSWORD);
  }

  private static Cluster cluster(Arguments node) {
    var clustering = node.requiredBlock("clustering").withDefaults(NodeSchema.CLUSTERING);
    int port = clustering.requiredInteger("port");
    return new Cluster(
        clustering.requiredText("domain"),
        node.requiredText(HostSchema.ADDRESS),
        port,
        clustering.texts("members").stream().map(text -> member(text, port)).toList());
  }

  private static ClusterMember member(String text, int port) {
    var parts = text.split(":", 2);
    return new ClusterMember(parts[0], parts.length == 1 ? port : Integer.parseInt(parts[1]));
  }

  private static Databases databases(Arguments database) {
    return new Databases(
        optional(database, "carbon"),
        required(database, "users"),
        required(database, "registry"),
        required(database, "identity"),
        required(database, "social"),
        optional(database, "storage"));
  }

  private static @Nullable Database optional(Arguments database, String name) {
    return database.isSet(name) ? required(database, name) : null;
  }

  private static Database required(Arguments database, String name) {
    return new Database(
        database.requiredText("host"),
        database.requiredInteger("port"),
        database.requiredText(name),
        database.requiredText("user"),
        DATABASE_PASSWORD,
        database.requiredBlock("driver").withDefaults(NodeSchema.DRIVER).requiredText("class"),
        database.textsByKey("url_parameters"),
        pool(database.blockOrDefaults("pool", NodeSchema.POOL)));
  }

  private static Pool pool(Arguments pool) {
    return new Pool(
        pool.requiredInteger("max_active"),
        pool.requiredInteger("max_wait"),
        pool.requiredFlag("test_on_borrow"),
        pool.requiredText("validation_query"),
        pool.requiredInteger("validation_interval"));
  }

  private static RegistryMounts mounts(Arguments mounts) {
    return new RegistryMounts(mounts.requiredText("config"), mounts.requiredText("governance"));
  }

  private static ProxyPorts ports(Arguments ports) {
    return new ProxyPorts(ports.requiredInteger("https"), ports.requiredInteger("http"));
  }

  private static DeploymentSynchronizer synchronizer(Arguments block) {
    var synchronizer = block.withDefaults(NodeSchema.DEPLOYMENT_SYNCHRONIZER);
    return new DeploymentSynchronizer(
        synchronizer.requiredText("url"),
        synchronizer.requiredText("user"),
        SVN_PASSWORD,
        synchronizer.requiredFlag("auto_commit"),
        synchronizer.requiredFlag("auto_checkout"),
        synchronizer.requiredFlag("append_tenant_id"));
  }

  private static SingleSignOn singleSignOn(Arguments block, HostNames names, ProxyPorts ports) {
    return new SingleSignOn(
        block
            .text("identity_provider_url")
            .orElse(SingleSignOn.onPublisher(names, ports).identityProviderUrl()),
        block.requiredText("identity_alias"));
  }
}
