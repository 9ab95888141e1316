package io.esform.render.nginx;

import io.esform.render.nginx.LoadBalancer.PublicPorts;
import io.esform.render.nginx.LoadBalancer.Stickiness;
import io.esform.render.nginx.LoadBalancer.VirtualHost;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Renders the files of the load balancer. They need only the distribution's `nginx.conf`, which
/// includes `conf.d` inside `http`.
public final class NginxFiles {

  private static final String DIRECTORY = "/etc/nginx/conf.d/";

  private NginxFiles() {}

  /// Returns the files by path on the host: `es-shared.conf` and one `es-ROLE.conf` per role.
  public static SequencedMap<String, String> render(LoadBalancer balancer) {
    var files = new TreeMap<String, String>();
    files.put(DIRECTORY + "es-shared.conf", shared(balancer));
    for (VirtualHost host : balancer.virtualHosts()) {
      files.put(DIRECTORY + "es-" + host.role() + ".conf", virtualHost(host, balancer));
    }
    return files;
  }

  private static String shared(LoadBalancer balancer) {
    return """
    # Connection stays open for plain requests and is upgraded for WebSockets.
    map $http_upgrade $connection_upgrade {
        default upgrade;
        ''      '';
    }
    %s%s
    # The name and port that the browser asked for.
    map $http_host $es_origin {
        default $http_host;
        ''      $host;
    }

    ssl_certificate %s;
    ssl_certificate_key %s;
    ssl_session_cache shared:es:10m;
    client_max_body_size %s;

    # Names that nobody serves.
    server {
        listen 80 default_server;
        listen 443 ssl default_server;
        ssl_protocols TLSv1.2 TLSv1.3;
        server_name _;
        return 404;
    }
    """
        .formatted(
            usesCookie(balancer.virtualHosts()) ? COOKIE_MAPS : "",
            dependsOnHost(balancer.publicPorts()) ? portMap(balancer.publicPorts()) : "",
            balancer.certificatePath(),
            balancer.privateKeyPath(),
            balancer.maxBodySize());
  }

  /// Requests from outside contain the published http port in their Host header; requests from the
  /// network do not, and use port 443 directly.
  private static boolean dependsOnHost(PublicPorts ports) {
    return isElsewhere(ports) && ports.http() != 0 && ports.http() != 80;
  }

  private static boolean isElsewhere(PublicPorts ports) {
    return ports.https() != 0 && ports.https() != 443;
  }

  private static String portMap(PublicPorts ports) {
    return """

    # Who came by the published http port is sent to the published https port.
    map $http_host $es_https_port {
        default '';
        ~:%d$ ':%d';
    }
    """
        .formatted(ports.http(), ports.https());
  }

  /// The port suffix after the host name in a redirect to https.
  private static String httpsPort(PublicPorts ports) {
    if (dependsOnHost(ports)) {
      return "$es_https_port";
    }
    return isElsewhere(ports) && ports.http() == 80 ? ":" + ports.https() : "";
  }

  private static boolean usesCookie(List<VirtualHost> hosts) {
    return hosts.stream().anyMatch(host -> host.stickiness() == Stickiness.COOKIE);
  }

  /// A session cookie of the nodes cannot be used: the node that creates it was chosen without it,
  /// and its hash may choose another node.
  private static final String COOKIE_MAPS =
      """

      # A browser without our cookie is given one; the node is chosen by its value.
      map $cookie_ES_ROUTE $es_route {
          default $cookie_ES_ROUTE;
          ''      $request_id;
      }
      map $cookie_ES_ROUTE $es_route_cookie {
          default '';
          ''      "ES_ROUTE=$request_id; Path=/; Secure; HttpOnly; SameSite=None";
      }
      """;

  /// An unreachable node is tried again after this time. Boot scripts of nodes wait longer before
  /// they report ready, so that a rollout never has all nodes excluded.
  private static final String FAILOVER = " max_fails=3 fail_timeout=5s";

  /// The nodes that one request tries. Nginx gives up only after the time in which each of them can
  /// fail to connect.
  private static final int MOST_TRIES = 3;

  /// Short keepalive times: a node that accepts no new connections has none left within seconds.
  private static final String KEEPALIVE =
      """
          keepalive 16;
          keepalive_timeout 5s;
          keepalive_time 5s;
      """;

  private static String virtualHost(VirtualHost host, LoadBalancer balancer) {
    return upstream(host) + "\n" + redirect(host, balancer) + "\n" + proxy(host, balancer);
  }

  private static String upstream(VirtualHost host) {
    var servers =
        host.nodes().stream()
            .map(node -> "    server " + node + ":" + host.port() + FAILOVER + ";\n")
            .collect(Collectors.joining());
    return "upstream es_" + host.role() + " {\n" + method(host) + servers + KEEPALIVE + "}\n";
  }

  private static String method(VirtualHost host) {
    return switch (host.stickiness()) {
      case IP_HASH -> "    ip_hash;\n";
      case COOKIE -> "    hash $es_route consistent;\n";
      case NONE -> "";
    };
  }

  private static String redirect(VirtualHost host, LoadBalancer balancer) {
    return """
    server {
        listen 80;
        server_name %1$s;
        return 301 https://%1$s%2$s$request_uri;
    }
    """
        .formatted(host.hostName(), httpsPort(balancer.publicPorts()));
  }

  private static String proxy(VirtualHost host, LoadBalancer balancer) {
    return """
    server {
        listen 443 ssl;
        ssl_protocols TLSv1.2 TLSv1.3;
        server_name %1$s;
    %2$s
        location / {
            proxy_pass https://es_%3$s;
            # The nodes' certificates come with the pack and name no host.
            proxy_ssl_verify off;
            proxy_ssl_session_reuse on;
            proxy_http_version 1.1;
            proxy_set_header Host $host;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
            proxy_set_header X-Real-IP $remote_addr;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Host $host;
            proxy_set_header X-Forwarded-Server $host;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_set_header X-Forwarded-Port $server_port;
            proxy_redirect default;
            # A node names its own port or none: the one that the browser used goes there.
            proxy_redirect https://$host:%4$d/ https://$es_origin/;
            proxy_redirect https://$host/ https://$es_origin/;
            proxy_connect_timeout %5$ds;
            proxy_read_timeout %6$ds;
            proxy_send_timeout %6$ds;
            # A node that goes down refuses connections first. POST goes to the next only if nothing was sent.
            proxy_next_upstream error timeout;
            proxy_next_upstream_tries %8$d;
            proxy_next_upstream_timeout %7$ds;
        }
    }
    """
        .formatted(
            host.hostName(),
            host.stickiness() == Stickiness.COOKIE
                ? "    add_header Set-Cookie $es_route_cookie always;\n"
                : "",
            host.role(),
            host.port(),
            balancer.connectTimeoutSeconds(),
            balancer.readTimeoutSeconds(),
            (MOST_TRIES + 1) * balancer.connectTimeoutSeconds(),
            MOST_TRIES);
  }
}
