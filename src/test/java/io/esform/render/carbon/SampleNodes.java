package io.esform.render.carbon;

import io.esform.render.carbon.CarbonNode.Administrator;
import io.esform.render.carbon.CarbonNode.Cluster;
import io.esform.render.carbon.CarbonNode.ClusterMember;
import io.esform.render.carbon.CarbonNode.DeploymentSynchronizer;
import io.esform.render.carbon.CarbonNode.HostNames;
import io.esform.render.carbon.CarbonNode.ProxyPorts;
import io.esform.render.carbon.CarbonNode.RegistryMounts;
import io.esform.render.carbon.CarbonNode.Role;
import io.esform.render.carbon.CarbonNode.SingleSignOn;
import io.esform.render.carbon.Databases.Database;
import io.esform.render.carbon.Databases.Pool;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Nodes of one cluster, for tests.
public final class SampleNodes {

  private static final Administrator ADMINISTRATOR = new Administrator("admin", "admin_password");

  static final HostNames NAMES = new HostNames("publisher.es-wso2.com", "store.es-wso2.com");

  private SampleNodes() {}

  /// A publisher with the pack's own local database.
  public static CarbonNode publisher() {
    return node(Role.PUBLISHER, "10.0.0.11", databases(null, null), null);
  }

  /// A store with all optional settings.
  public static CarbonNode storeWithEverything() {
    var synchronizer =
        new DeploymentSynchronizer(
            "https://svn.example.com/es?a=1&b=2", "es", "svn_password", false, true, true);
    return node(
        Role.STORE,
        "10.0.0.13",
        databases(database("ES_carbondb_store1"), database("ES_Storagedb")),
        synchronizer);
  }

  static CarbonNode node(
      Role role,
      String address,
      Databases databases,
      @Nullable DeploymentSynchronizer synchronizer) {
    var members =
        Stream.of("10.0.0.11", "10.0.0.12", "10.0.0.13", "10.0.0.14")
            .map(member -> new ClusterMember(member, Cluster.PORT))
            .toList();
    return new CarbonNode(
        role,
        NAMES,
        ADMINISTRATOR,
        new Cluster("wso2.es.domain", address, Cluster.PORT, members),
        databases,
        RegistryMounts.standard(),
        ProxyPorts.standard(),
        synchronizer,
        SingleSignOn.onPublisher(NAMES, ProxyPorts.standard()));
  }

  private static Databases databases(@Nullable Database carbon, @Nullable Database storage) {
    return new Databases(
        carbon,
        database("ES_umdb"),
        database("ES_regdb"),
        database("ES_Identitydb"),
        database("ES_Socialdb"),
        storage);
  }

  private static Database database(String name) {
    return new Database(
        "carbondb.mysql-wso2.com",
        3306,
        name,
        "es",
        "database_password",
        "com.mysql.cj.jdbc.Driver",
        new TreeMap<>(Map.of("autoReconnect", "true", "useSSL", "false")),
        Pool.standard());
  }
}
