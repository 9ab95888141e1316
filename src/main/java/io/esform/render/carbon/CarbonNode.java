package io.esform.render.carbon;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything the configuration files of one Enterprise Store node need to know.
///
/// @param role decides the node's own host name
/// @param mounts null to leave the registry as the pack has it
/// @param deploymentSynchronizer null to leave it as the pack has it (off)
public record CarbonNode(
    Role role,
    HostNames hostNames,
    Cluster cluster,
    Databases databases,
    @Nullable RegistryMounts mounts,
    ProxyPorts proxyPorts,
    @Nullable DeploymentSynchronizer deploymentSynchronizer,
    SingleSignOn singleSignOn) {

  /// The host name that users reach this node by.
  public String hostName() {
    return switch (role) {
      case PUBLISHER -> hostNames.publisher();
      case STORE -> hostNames.store();
    };
  }

  /// What a node is for.
  public enum Role {
    PUBLISHER,
    STORE
  }

  /// The names that stand for the load balancer's virtual hosts.
  public record HostNames(String publisher, String store) {}

  /// Hazelcast clustering by well-known addresses.
  ///
  /// @param domain the cluster's name; every node of one domain must list every other
  /// @param localAddress the node's own private address
  /// @param localPort the port that it and nobody else listens on there
  /// @param members the well-known members, the node itself among them, in a stable order
  public record Cluster(String domain, String localAddress, int localPort, List<Member> members) {

    /// Hazelcast's port in every pack.
    public static final int PORT = 4000;

    public Cluster {
      members = List.copyOf(members);
    }
  }

  public record Member(String address, int port) {}

  /// Where the shared registry's collections are mounted from.
  ///
  /// @param configTarget what `/_system/config` is in the shared registry
  /// @param governanceTarget what `/_system/governance` is there
  public record RegistryMounts(String configTarget, String governanceTarget) {

    /// The targets of WSO2's clustering guide.
    public static RegistryMounts standard() {
      return new RegistryMounts("/_system/configPub", "/_system/governance");
    }
  }

  /// The load balancer's ports, as the node writes them into URLs.
  public record ProxyPorts(int https, int http) {

    public static ProxyPorts standard() {
      return new ProxyPorts(443, 80);
    }
  }

  /// Artifacts shared through a Subversion repository.
  ///
  /// @param autoCommit whether this node commits; at most one publisher of a cluster should
  /// @param passwordSecret the secret's name, as in `Databases.Database`
  public record DeploymentSynchronizer(
      String url,
      String user,
      String passwordSecret,
      boolean autoCommit,
      boolean autoCheckout,
      boolean appendTenantId) {

    public DeploymentSynchronizer {
      SecretName.check(passwordSecret);
    }
  }

  /// Single sign-on of both applications against the publisher's identity provider.
  ///
  /// @param identityProviderUrl where browsers are sent to log in
  /// @param identityAlias the alias of the provider's certificate in the trust store
  public record SingleSignOn(String identityProviderUrl, String identityAlias) {

    /// The provider on the publisher with the pack's own certificate.
    public static SingleSignOn onPublisher(HostNames names) {
      return new SingleSignOn("https://" + names.publisher() + "/samlsso", "wso2carbon");
    }
  }
}
