package io.esform.render.nginx;

import java.util.List;

/// The configuration of a load balancer.
///
/// @param virtualHosts one per role, in order of declaration
/// @param certificatePath the path of the PEM certificate (chain) on the host
/// @param privateKeyPath the path of its PEM key on the host
/// @param maxBodySize the largest request body, in Nginx's notation (`100m`)
/// @param connectTimeoutSeconds the time after which a node counts as unreachable and the next is
///   tried
/// @param readTimeoutSeconds the time between two reads from, or two writes to, a node
/// @param publicPorts the ports for browsers
public record LoadBalancer(
    List<VirtualHost> virtualHosts,
    String certificatePath,
    String privateKeyPath,
    String maxBodySize,
    int connectTimeoutSeconds,
    int readTimeoutSeconds,
    PublicPorts publicPorts) {

  public LoadBalancer {
    virtualHosts = List.copyOf(virtualHosts);
  }

  /// The published ports that lead browsers to ports 80 and 443 of the load balancer.
  ///
  /// @param http 0 for none
  /// @param https 0 for none
  public record PublicPorts(int http, int https) {

    /// The ports of the load balancer itself.
    public static final PublicPorts OWN = new PublicPorts(80, 443);
  }

  /// @param role a word for the names of its file and its upstream: `publisher`
  /// @param hostName the host name in requests
  /// @param nodes the addresses of the upstream nodes, never empty
  /// @param port the https port of the nodes
  public record VirtualHost(
      String role, String hostName, List<String> nodes, int port, Stickiness stickiness) {

    public VirtualHost {
      nodes = List.copyOf(nodes);
    }
  }

  /// The method that keeps a browser on one node, because its session exists only there.
  public enum Stickiness {
    /// By the address of the client. Needs no cookie; clients behind one address share a node.
    IP_HASH,
    /// By a cookie of the load balancer.
    COOKIE,
    /// Round robin: single sign-on loops between nodes unless sessions are replicated.
    NONE
  }
}
