package io.esform.render.carbon;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The inputs of the configuration files of one Enterprise Store node.
///
/// @param role decides the host name of the node
/// @param mounts null for the registry of the pack
/// @param deploymentSynchronizer null for the setting of the pack (off)
public record CarbonNode(
    Role role,
    HostNames hostNames,
    Administrator administrator,
    Cluster cluster,
    Databases databases,
    @Nullable RegistryMounts mounts,
    ProxyPorts proxyPorts,
    @Nullable DeploymentSynchronizer deploymentSynchronizer,
    SingleSignOn singleSignOn) {

  /// The host name by which users reach this node.
  public String hostName() {
    return switch (role) {
      case PUBLISHER -> hostNames.publisher();
      case STORE -> hostNames.store();
    };
  }

  /// A node with the same parts and other values. Values do not decide whether the changes of a
  /// node fit a pack, so all nodes with equal samples fit the same packs.
  public CarbonNode sample() {
    var names = new HostNames("publisher.example.com", "store.example.com");
    return new CarbonNode(
        Role.PUBLISHER,
        names,
        Administrator.SAMPLE,
        Cluster.SAMPLE,
        databases.sample(),
        mounts == null ? null : RegistryMounts.standard(),
        ProxyPorts.standard(),
        deploymentSynchronizer == null ? null : DeploymentSynchronizer.SAMPLE,
        SingleSignOn.onPublisher(names, ProxyPorts.standard()));
  }

  /// The role of a node.
  public enum Role {
    PUBLISHER,
    STORE
  }

  /// The host names of the virtual hosts of the load balancer.
  public record HostNames(String publisher, String store) {}

  /// The first user, whom Carbon creates.
  ///
  /// @param passwordSecret the name of the secret with the password
  public record Administrator(String user, String passwordSecret) {

    private static final Administrator SAMPLE = new Administrator("admin", "admin_password");

    public Administrator {
      SecretName.check(passwordSecret);
    }
  }

  /// Hazelcast clustering by well-known addresses.
  ///
  /// @param domain the name of the cluster; every node of one domain must list every other
  /// @param localAddress the private address of the node
  /// @param localPort the port of the node on that address
  /// @param members the well-known members including the node itself, in a stable order
  public record Cluster(
      String domain, String localAddress, int localPort, List<ClusterMember> members) {

    /// The port of Hazelcast in every pack.
    public static final int PORT = 4000;

    private static final Cluster SAMPLE =
        new Cluster(
            "example.domain", "10.0.0.11", PORT, List.of(new ClusterMember("10.0.0.11", PORT)));

    public Cluster {
      members = List.copyOf(members);
    }
  }

  public record ClusterMember(String address, int port) {}

  /// The mounted collections of the shared registry.
  ///
  /// @param configTarget the path of `/_system/config` in the shared registry
  /// @param governanceTarget the path of `/_system/governance` there
  public record RegistryMounts(String configTarget, String governanceTarget) {

    /// The targets in WSO2's clustering guide.
    public static RegistryMounts standard() {
      return new RegistryMounts("/_system/configPub", "/_system/governance");
    }
  }

  /// The ports of the load balancer, which the node writes into URLs.
  public record ProxyPorts(int https, int http) {

    private static final int HTTPS = 443;

    public static ProxyPorts standard() {
      return new ProxyPorts(HTTPS, 80);
    }

    /// The start of URLs for browsers: `https://publisher.es-wso2.com`, and the port if it is not
    /// the standard one.
    public String origin(String hostName) {
      return "https://" + hostName + (https == HTTPS ? "" : ":" + https);
    }
  }

  /// Artifacts shared through a Subversion repository.
  ///
  /// @param autoCommit whether this node commits; at most one publisher of a cluster should
  /// @param passwordSecret the name of the secret, as in `Databases.Database`
  public record DeploymentSynchronizer(
      String url,
      String user,
      String passwordSecret,
      boolean autoCommit,
      boolean autoCheckout,
      boolean appendTenantId) {

    private static final DeploymentSynchronizer SAMPLE =
        new DeploymentSynchronizer(
            "http://svn.example.com/es", "user", "svn_password", false, true, true);

    public DeploymentSynchronizer {
      SecretName.check(passwordSecret);
    }
  }

  /// Single sign-on of both applications with the identity provider on the publisher.
  ///
  /// @param identityProviderUrl the login URL for browsers
  /// @param identityAlias the alias of the certificate of the provider in the trust store
  public record SingleSignOn(String identityProviderUrl, String identityAlias) {

    /// The provider on the publisher with the certificate of the pack.
    public static SingleSignOn onPublisher(HostNames names, ProxyPorts ports) {
      return new SingleSignOn(ports.origin(names.publisher()) + "/samlsso", "wso2carbon");
    }
  }
}
