package io.esform.render.carbon;

import io.esform.render.carbon.CarbonNode.Administrator;
import io.esform.render.carbon.CarbonNode.Cluster;
import io.esform.render.carbon.CarbonNode.ProxyPorts;
import io.esform.render.carbon.CarbonNode.RegistryMounts;
import io.esform.render.carbon.Databases.Database;
import io.esform.render.carbon.Databases.Pool;
import io.esform.render.toml.TomlText;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `deployment.toml`: the same settings for a kernel that writes the other files from templates at
/// every start (4.5 and later).
///
/// The shared registry is the kernel's shared database, which its registry mounts. An entry of
/// `datasource` is bound to `jdbc/` and its `id`. Values end as XML text, so they are spelled that
/// way. The change is a list of settings as in TOML, in blocks. A comment before a block decides
/// whether the block applies to a pack:
///
/// - `template FILE`: only if the pack has a template of the file
/// - `needs TEXT NAME`: if the template does not contain the text, the change is refused because
///   the setting of that name would be lost
/// - `no key for NAME`: the change is refused likewise
/// - `binds TEXT NAME`: refused if the template contains the text
/// - `refuses TABLE WHY`: refused if the pack has the table
/// - `removes KEY`: removes the key, another spelling of one that is set
///
/// `$esform{NAME}` is the value of a secret, which no other value can contain.
final class DeploymentFile {

  private static final String TARGET = "repository/conf/deployment.toml";
  private static final String JNDI = "jdbc/";
  private static final String DATASOURCES = "datasources/master-datasources.xml";

  private final StringBuilder lines = new StringBuilder();

  private DeploymentFile() {}

  static CarbonChange render(CarbonNode node) {
    var file = new DeploymentFile();
    file.server(node);
    file.clustering(node.cluster());
    file.sharedDatabase(node.databases().registry());
    file.nodeDatabase(node.databases().carbon());
    file.users(node.administrator());
    file.registry(node.mounts());
    file.proxyPorts(node.proxyPorts());
    file.datasource(Datasource.USERS, node.databases().users());
    file.datasource(Datasource.IDENTITY, node.databases().identity());
    file.datasource(Datasource.STORAGE, node.databases().storage());
    return new CarbonChange(TARGET, CarbonChange.Language.TOML, file.lines.substring(1), true);
  }

  private void server(CarbonNode node) {
    template("carbon.xml").needs("server.hostname", "the host name");
    if (node.deploymentSynchronizer() != null) {
      line("# no key for the deployment synchronizer");
    }
    table("server").set("hostname", node.hostName());
  }

  private void clustering(Cluster cluster) {
    template("axis2/axis2.xml").needs("clustering.members", "the cluster").table("clustering");
    set("membership_scheme", "wka");
    set("domain", cluster.domain());
    set("local_member_host", cluster.localAddress());
    set("local_member_port", Integer.toString(cluster.localPort()));
    line(
        cluster.members().stream()
            .map(member -> TomlText.quote(member.address() + ":" + member.port()))
            .collect(Collectors.joining(", ", "members = [", "]")));
  }

  private void sharedDatabase(Database database) {
    template(DATASOURCES).needs("database.shared_db.url", "the shared registry");
    table("database.shared_db").set("type", "mysql").connection(database);
    var pool = database.pool();
    table("database.shared_db.pool_options");
    set("max_active", Integer.toString(pool.maxActive()));
    set("max_wait", Integer.toString(pool.maxWaitMilliseconds()));
    line("test_on_borrow = " + pool.testOnBorrow());
    set("validation_interval", Integer.toString(pool.validationIntervalMilliseconds()));
    set("validationQuery", pool.validationQuery());
    for (var key : List.of("maxActive", "maxWait", "testOnBorrow", "validationInterval")) {
      line("# removes database.shared_db.pool_options." + key);
    }
  }

  private void nodeDatabase(@Nullable Database database) {
    if (database != null) {
      template(DATASOURCES).needs("database.registry_db.url", "the node's own database");
      table("database.registry_db").connection(database);
      table("database.registry_db.pool_options").pool("", database.pool());
    }
  }

  private void users(Administrator administrator) {
    template("user-mgt.xml").needs("realm_manager.data_source", "the database of users");
    table("realm_manager").set("data_source", idOf(Datasource.USERS));
    template("user-mgt.xml").needs("super_admin.password", "the administrator");
    table("super_admin").set("username", administrator.user());
    secret("password", administrator.passwordSecret());
    line("create_admin_account = true");
  }

  private void registry(@Nullable RegistryMounts mounts) {
    if (mounts != null) {
      template("registry.xml").needs("config_data.path", "the mounts of the registry");
      line("# refuses database.config mounts /_system/config from another database");
      table("config_data").set("path", mounts.configTarget());
      table("governance_data").set("path", mounts.governanceTarget());
      for (var key : List.of("config_datasource", "gov_datasource", "enable_mount")) {
        line("# removes registry." + key);
      }
    }
  }

  private void proxyPorts(ProxyPorts ports) {
    template("tomcat/catalina-server.xml");
    needs("transport.https.properties", "the ports of the load balancer");
    table("transport.https.properties").set("proxyPort", Integer.toString(ports.https()));
    table("transport.http.properties").set("proxyPort", Integer.toString(ports.http()));
  }

  private void datasource(Datasource datasource, @Nullable Database database) {
    if (database != null) {
      template(DATASOURCES).needs("data.pool_options", "the database " + datasource.id());
      line("# binds " + datasource.jndiName() + "< datasource " + datasource.jndiName());
      line("[[datasource]]");
      set("id", idOf(datasource)).connection(database);
      line("jmx_enable = false").pool("pool_options.", database.pool());
    }
  }

  /// The name by which the template binds the datasource below `jdbc/`.
  private static String idOf(Datasource datasource) {
    return datasource.jndiName().substring(JNDI.length());
  }

  private void connection(Database database) {
    set("url", database.url());
    set("username", database.user());
    secret("password", database.passwordSecret());
    set("driver", database.driverClass());
  }

  private void pool(String prefix, Pool pool) {
    set(prefix + "maxActive", Integer.toString(pool.maxActive()));
    set(prefix + "maxWait", Integer.toString(pool.maxWaitMilliseconds()));
    line(prefix + "testOnBorrow = " + pool.testOnBorrow());
    set(prefix + "validationQuery", pool.validationQuery());
    set(prefix + "validationInterval", Integer.toString(pool.validationIntervalMilliseconds()));
  }

  private DeploymentFile template(String file) {
    return line("").line("# template repository/conf/" + file);
  }

  private DeploymentFile needs(String text, String name) {
    return line("# needs " + text + " " + name);
  }

  private DeploymentFile table(String name) {
    return line("[" + name + "]");
  }

  private void secret(String key, String name) {
    line(key + " = \"$esform{" + name + "}\"");
  }

  private DeploymentFile set(String key, String value) {
    return line(key + " = " + TomlText.quote(value));
  }

  private DeploymentFile line(String line) {
    lines.append(line).append('\n');
    return this;
  }
}
