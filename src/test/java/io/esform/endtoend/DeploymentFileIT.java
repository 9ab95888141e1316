package io.esform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.render.carbon.CarbonChange;
import io.esform.render.carbon.CarbonNode;
import io.esform.render.carbon.CarbonNode.Administrator;
import io.esform.render.carbon.CarbonNode.Cluster;
import io.esform.render.carbon.CarbonNode.ClusterMember;
import io.esform.render.carbon.CarbonNode.HostNames;
import io.esform.render.carbon.CarbonNode.ProxyPorts;
import io.esform.render.carbon.CarbonNode.RegistryMounts;
import io.esform.render.carbon.CarbonNode.Role;
import io.esform.render.carbon.CarbonNode.SingleSignOn;
import io.esform.render.carbon.CarbonRenderer;
import io.esform.render.carbon.Databases;
import io.esform.render.carbon.Databases.Database;
import io.esform.render.carbon.Databases.Pool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real kernels with their own `deployment.toml` and the settings of a node: they write their
/// configuration from it and start. The databases are H2 files of the kernel.
@Tag("real")
class DeploymentFileIT {

  private static final HostNames NAMES =
      new HostNames("publisher.example.com", "store.example.com");
  private static final List<ClusterMember> MEMBERS =
      List.of(new ClusterMember("127.0.0.1", 24571), new ClusterMember("127.0.0.1", 24572));
  private static final Map<String, String> SECRETS =
      Map.of(
          "admin_password",
          "p@ss-1",
          "database",
          "wso2carbon",
          "odd",
          "p&<>\"'é]]>\\ ${x}{{1 + 1}}{% $env{HOME} w");

  @TempDir private Path directory = Path.of("unset");

  @Test
  void aKernelWithHazelcastFormsAClusterAndKeepsItsOtherSettings() throws Exception {
    try (var first = unpack("4.7.1", "first");
        var second = unpack("4.7.1", "second")) {
      first.addToSettings(
          """

          [http_access_log]
          pattern = "kept %h"

          [keystore.tls] # as before
          alias = "wso2carbon"
          """);
      first.configure(settings(0), SECRETS);
      second.configure(settings(1), SECRETS);
      first.start(130);
      first.await("WSO2 Carbon started in");
      second.start(140);
      second.await("WSO2 Carbon started in");
      first.await("Member joined");

      checkFiles(first);
      assertThat(first.text("repository/conf/deployment.toml"))
          .contains("[keystore.tls] # as before\n", "#enable_cache = true To enable data");
      assertThat(first.value("tomcat/catalina-server.xml", "//Valve[@prefix]/@pattern"))
          .isEqualTo("kept %h");
    }
  }

  @Test
  void aKernelWithoutHazelcastStartsWithTheOtherSettings() throws Exception {
    try (var kernel = unpack("4.10.32", "alone")) {
      var settings = settings(0);
      kernel.configure(
          new CarbonChange(
              settings.target(),
              settings.language(),
              settings.content().replaceAll("# template \\S*axis2.xml\n(?:.+\n)*", ""),
              true),
          SECRETS);
      kernel.start(150);
      kernel.await("WSO2 Carbon started in");
      checkFiles(kernel);
    }
  }

  private static void checkFiles(KernelProcess kernel) throws Exception {
    var users = "//datasource[name='WSO2UM_DB']";
    var datasources = "datasources/master-datasources.xml";
    assertThat(kernel.value(datasources, users + "/jndiConfig/name")).isEqualTo("jdbc/WSO2UM_DB");
    assertThat(kernel.value(datasources, users + "//maxActive")).isEqualTo("50");
    assertThat(kernel.value(datasources, "//datasource[name='WSO2IdentityDB']//password"))
        .isEqualTo(SECRETS.get("odd"));
    assertThat(kernel.value(datasources, "//datasource[name='WSO2_SHARED_DB']//url"))
        .isEqualTo("jdbc:h2:./repository/database/WSO2SHARED_DB");
    assertThat(kernel.value("carbon.xml", "/Server/HostName")).isEqualTo(NAMES.publisher());
    assertThat(kernel.value("user-mgt.xml", "//Property[@name='dataSource']"))
        .isEqualTo("jdbc/WSO2UM_DB");
    assertThat(kernel.value("registry.xml", "//mount[@path='/_system/config']/targetPath"))
        .isEqualTo("/_system/configPub");
    assertThat(kernel.value("tomcat/catalina-server.xml", "//Connector[@scheme]/@proxyPort"))
        .isEqualTo("443");
    assertThat(kernel.value("tomcat/catalina-server.xml", "//Connector[not(@scheme)]/@proxyPort"))
        .isEqualTo("80");
  }

  private KernelProcess unpack(String version, String name) throws Exception {
    return KernelProcess.unpack(version, Files.createDirectory(directory.resolve(name)));
  }

  /// The settings of the member with that index.
  private static CarbonChange settings(int member) {
    var shared = database("WSO2SHARED_DB", "database");
    var node =
        new CarbonNode(
            Role.PUBLISHER,
            NAMES,
            new Administrator("admin", "admin_password"),
            new Cluster("toml.domain", "127.0.0.1", MEMBERS.get(member).port(), MEMBERS),
            new Databases(null, shared, shared, database("IDENTITY", "odd"), shared, null),
            RegistryMounts.standard(),
            ProxyPorts.standard(),
            null,
            SingleSignOn.onPublisher(NAMES, ProxyPorts.standard()));
    return CarbonRenderer.render(node).stream()
        .filter(change -> change.language() == CarbonChange.Language.TOML)
        .findFirst()
        .orElseThrow();
  }

  private static Database database(String name, String secret) {
    return new Database(
        "localhost",
        3306,
        name,
        "wso2carbon",
        secret,
        "com.mysql.cj.jdbc.Driver",
        new TreeMap<>(),
        Pool.standard());
  }
}
