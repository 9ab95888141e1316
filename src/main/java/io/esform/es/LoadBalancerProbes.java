package io.esform.es;

import io.esform.provider.Arguments;
import io.esform.render.nginx.LoadBalancer;
import io.esform.render.nginx.LoadBalancer.PublicPorts;
import io.esform.render.nginx.LoadBalancer.Stickiness;
import io.esform.render.probe.Probe;
import io.esform.render.probe.Probe.UserLogin;
import io.esform.render.probe.ProbeTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The default probes of a load balancer: its certificate, the login page and the redirects of each
/// virtual host, each node directly, and at the gate a login through each virtual host.
final class LoadBalancerProbes {

  static final Set<String> NAMES =
      Set.of("disk", "nginx", "certificate", "login_form", "redirects", "nodes", "login");

  /// The certificate and its chain on the host.
  static final String CERTIFICATE = "/etc/esform/secrets/tls_certificate";

  private LoadBalancerProbes() {}

  static HostProbes of(Arguments host, LoadBalancer balancer) {
    PublicPorts ports = balancer.publicPorts();
    int https = ports.https() == 0 ? PublicPorts.OWN.https() : ports.https();
    int http = ports.http() == 0 ? PublicPorts.OWN.http() : ports.http();
    String address = host.requiredText(HostSchema.ADDRESS);
    List<ProbeTarget> pages =
        balancer.virtualHosts().stream()
            .map(each -> ProbeTarget.virtualHost(address, each.hostName(), https, http))
            .toList();
    // Nodes do not share sessions: without stickiness, a login through the load balancer is lost.
    List<ProbeTarget> sticky =
        balancer.virtualHosts().stream()
            .filter(each -> each.stickiness() != Stickiness.NONE)
            .map(each -> ProbeTarget.virtualHost(address, each.hostName(), https, http))
            .toList();
    List<ProbeTarget> nodes =
        balancer.virtualHosts().stream()
            .flatMap(each ->
                each.nodes().stream()
                    .map(node -> ProbeTarget.node(node, each.port(), each.hostName(), https)))
            .toList();
    var probes = new ArrayList<Probe>();
    probes.add(Probe.service("nginx", List.of("nginx")));
    probes.add(Probe.certificate(CERTIFICATE, pages));
    probes.add(Probe.loginForm(pages));
    probes.add(Probe.redirects(pages));
    probes.add(Probe.nodes(nodes));
    host.block(NodeSchema.ADMINISTRATOR)
        .map(admin -> admin.text("user").orElse("admin"))
        .map(user -> new UserLogin(user, CarbonNodes.ADMIN_PASSWORD))
        .filter(_ -> !sticky.isEmpty())
        .ifPresent(user -> probes.add(Probe.login(user, sticky)));
    return new HostProbes("load_balancer", List.of("/", "/var/log", "/tmp"), probes, pages, null);
  }
}
