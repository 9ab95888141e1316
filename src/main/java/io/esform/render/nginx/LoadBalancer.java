package io.esform.render.nginx;

import java.util.List;

/// What a load balancer serves.
///
/// @param virtualHosts one per role, in the order they were declared
/// @param certificatePath of the PEM certificate (chain) on the host
/// @param privateKeyPath of its PEM key on the host
/// @param maxBodySize the largest request body, in Nginx's notation (`100m`)
/// @param connectTimeoutSeconds after which a node counts as unreachable and the next is tried
/// @param readTimeoutSeconds between two reads from, or writes to, a node
/// @param publicPorts that browsers use
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

  /// The ports at which browsers reach the load balancer's own ports 80 and 443.
  ///
  /// @param http 0 for none
  /// @param https 0 for none
  public record PublicPorts(int http, int https) {

    /// The load balancer's own ports.
    public static final PublicPorts OWN = new PublicPorts(80, 443);
  }

  /// @param role a word that names the host's files and its upstream: `publisher`
  /// @param hostName the name that browsers ask for
  /// @param nodes addresses of the nodes that answer, never empty
  /// @param port of the nodes (https)
  public record VirtualHost(
      String role, String hostName, List<String> nodes, int port, Stickiness stickiness) {

    public VirtualHost {
      nodes = List.copyOf(nodes);
    }
  }

  /// What keeps one browser on one node: its session lives on that node alone.
  public enum Stickiness {
    /// By the client's address. Needs no cookie; clients behind one address share a node.
    IP_HASH,
    /// By a cookie of the load balancer's own.
    COOKIE,
    /// Round robin: single sign-on loops between nodes unless sessions are replicated.
    NONE
  }
}
