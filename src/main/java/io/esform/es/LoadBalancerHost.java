package io.esform.es;

import static io.esform.schema.AttributeSchema.optional;
import static io.esform.schema.AttributeSchema.required;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.provider.Relations;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.provider.ResourceType.Claim;
import io.esform.render.boot.BootFiles;
import io.esform.render.boot.BootFiles.HostRole;
import io.esform.render.cloudinit.HostFile;
import io.esform.render.nginx.LoadBalancer;
import io.esform.render.nginx.LoadBalancer.PublicPorts;
import io.esform.render.nginx.LoadBalancer.Stickiness;
import io.esform.render.nginx.LoadBalancer.VirtualHost;
import io.esform.render.nginx.NginxFiles;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.value.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// `es_load_balancer`: nginx in front of the nodes, one virtual host per role.
final class LoadBalancerHost implements HostKind {

  private static final Schema TLS =
      Schema.of(
          "The TLS certificate for browsers and nodes.",
          required("certificate", Types.STRING, "The certificate in PEM, followed by its chain."),
          required("private_key", Types.STRING, "The private key of the certificate, in PEM.")
              .asSensitive());

  private static final Schema VIRTUAL_HOST =
      Schema.of(
          "The virtual host of one role: its host name and its nodes.",
          required("role", Types.STRING, "The name of the role, such as `publisher`."),
          required("host_name", Types.STRING, "The host name in requests."),
          required("nodes", Types.list(Types.STRING), "The addresses of the nodes."),
          HostSchema.number("port", "The https port of the nodes.", 9443),
          HostSchema.text(
              "stickiness",
              "How a browser is kept on one node: `ip_hash`, `cookie` or `none`.",
              "ip_hash"));

  static final Schema PUBLIC_PORTS =
      Schema.of(
          "The ports by which browsers reach the load balancer, if something before it, such as a"
              + " gateway, has other ports. Unset: the published ports, or its own.",
          HostSchema.number("https", "The https port.", 443),
          HostSchema.number("http", "The http port.", 80));

  private static final Schema ADMIN =
      Schema.of(
          "The administrator of Carbon, who logs in through each virtual host before the load"
              + " balancer counts as ready. Unset: nobody logs in.",
          HostSchema.text("user", "The name of the user.", "admin"),
          required("password", Types.STRING, "The password.").asSensitive());

  private static final Schema SCHEMA =
      HostSchema.of(
          "A load balancer with one virtual host per role. It redirects http to https.",
          List.of("nginx-light", "ca-certificates"),
          List.of(
              optional(
                  HostSchema.ALLOCATION_ID,
                  Types.STRING,
                  "The platform's id of its public address, such as `aws_eip.front.id`, on"
                      + " platforms that have them. Unset: esform does not change its public"
                      + " address."),
              HostSchema.text("max_body_size", "The largest request body.", "100m"),
              HostSchema.text(
                  "connect_timeout",
                  "The time to connect to a node, with the TLS handshake, before the next node is"
                      + " tried.",
                  "5s"),
              HostSchema.text(
                  "read_timeout",
                  "The maximum time between two reads from, or two writes to, a node.",
                  "5m")),
          List.of(
              HostSchema.single("tls", true, TLS),
              HostSchema.single("public_ports", false, PUBLIC_PORTS),
              HostSchema.single(NodeSchema.ADMINISTRATOR, false, ADMIN),
              new NestedBlock("virtual_host", Nesting.LIST, true, VIRTUAL_HOST)));

  @Override
  public String name() {
    return "load_balancer";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public void check(Arguments host, Rules rules, Faults faults) {
    rules.memory(host, "max_body_size");
    rules.duration(host, "connect_timeout");
    rules.duration(host, "read_timeout");
    host.block("tls")
        .ifPresent(tls -> {
          rules.certificate(tls, "certificate");
          tls.text("certificate")
              .flatMap(ServerCertificate::parse)
              .ifPresent(certificate -> checkCertificate(host, tls, certificate, faults));
        });
    host.block("public_ports")
        .ifPresent(ports -> {
          rules.port(ports, "https");
          rules.port(ports, "http");
        });
    host.block(NodeSchema.ADMINISTRATOR)
        .ifPresent(admin -> NodeRules.administrator(admin, rules, faults));
    HostProbes.check(host, LoadBalancerProbes.NAMES, rules, faults);
    HostProbes.checkUsable(
        host, "query", faults, "A load balancer has no database. Use a path or a command.");
    Set<String> roles = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (Arguments virtualHost : host.blocks("virtual_host")) {
      rules.label(virtualHost, "role");
      rules.hostName(virtualHost, "host_name");
      rules.port(virtualHost, "port");
      unique(virtualHost, "role", roles, faults);
      unique(virtualHost, "host_name", names, faults);
      checkNodes(virtualHost, faults);
      checkStickiness(virtualHost, rules);
    }
  }

  private static void checkCertificate(
      Arguments host, Arguments tls, ServerCertificate certificate, Faults faults) {
    Optional<AttributeDiagnostic> order = certificate.order(tls.at("certificate"));
    if (order.isPresent()) {
      faults.add(order.get());
      return;
    }
    tls.text("private_key")
        .filter(key -> PrivateKeyMatch.differs(key, certificate.own().getPublicKey()))
        .ifPresent(_ ->
            faults.add(
                tls.at("certificate"),
                "Certificate for another key",
                "The certificate does not belong to \"private_key\". Nginx would not start. Use the"
                    + " certificate that was issued for this key."));
    for (Arguments virtualHost : host.blocks("virtual_host")) {
      virtualHost
          .text("host_name")
          .flatMap(
              name -> certificate.uncovered(name, virtualHost.at("host_name"), "tls.certificate"))
          .ifPresent(faults::add);
    }
  }

  @Override
  public List<AttributeDiagnostic> faults(Arguments planned, Instant now) {
    return planned.block("tls").stream()
        .flatMap(tls ->
            tls.text("certificate").flatMap(ServerCertificate::parse).stream()
                .flatMap(certificate -> certificate.invalidAt(now, tls.at("certificate")).stream()))
        .toList();
  }

  @Override
  public List<AttributeDiagnostic> warnings(Arguments planned, Instant now) {
    return planned
        .block("tls")
        .flatMap(tls ->
            tls.text("certificate")
                .map(chain -> CertificateExpiry.warnings(tls.at("certificate"), chain, now)))
        .orElse(List.of());
  }

  private static void unique(Arguments virtualHost, String name, Set<String> seen, Faults faults) {
    virtualHost
        .text(name)
        .filter(text -> !seen.add(text))
        .ifPresent(text ->
            faults.add(
                virtualHost.at(name),
                "Duplicate virtual host",
                "Another virtual host has the same "
                    + name
                    + " \""
                    + text
                    + "\". Nginx would ignore this one."));
  }

  private static void checkNodes(Arguments virtualHost, Faults faults) {
    Set<String> seen = new HashSet<>();
    if (virtualHost.isKnown("nodes") && virtualHost.elements("nodes").isEmpty()) {
      faults.add(
          virtualHost.at("nodes"),
          "No nodes",
          "A virtual host needs at least one node to send requests to.");
    }
    for (String node : virtualHost.texts("nodes")) {
      if (Ipv4Network.address(node).isEmpty()) {
        faults.add(
            virtualHost.at("nodes"),
            "Invalid address",
            "\"" + node + "\" is not an IPv4 address such as \"10.77.0.11\".");
      }
      if (!seen.add(node)) {
        faults.add(
            virtualHost.at("nodes"), "Duplicate node", "The node " + node + " is listed twice.");
      }
    }
  }

  private static void checkStickiness(Arguments virtualHost, Rules rules) {
    virtualHost
        .text("stickiness")
        .filter(text -> Arrays.stream(Stickiness.values()).noneMatch(one -> name(one).equals(text)))
        .ifPresent(text ->
            rules.mismatch(
                virtualHost.at("stickiness"),
                text,
                "Stickiness",
                Arrays.stream(Stickiness.values())
                    .map(one -> "\"" + name(one) + "\"")
                    .collect(Collectors.joining(", ", "one of ", ""))));
  }

  private static String name(Stickiness stickiness) {
    return stickiness.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public List<Secret> late() {
    return List.of(Secret.late("tls_certificate", "tls", "certificate"));
  }

  @Override
  public List<HostFile> files(Arguments host) {
    var files =
        new ArrayList<>(BootFiles.render(HostRole.LOAD_BALANCER, HostSettings.common(host)));
    NginxFiles.render(balancer(host))
        .forEach((path, content) -> files.add(HostFile.plain(path, content)));
    files.add(LoadBalancerProbes.of(host, balancer(host)).file(host));
    return List.copyOf(files);
  }

  private static LoadBalancer balancer(Arguments host) {
    return new LoadBalancer(
        host.blocks("virtual_host").stream()
            .map(block -> virtualHost(block.withDefaults(VIRTUAL_HOST)))
            .toList(),
        LoadBalancerProbes.CERTIFICATE,
        "/etc/esform/secrets/tls_private_key",
        host.requiredText("max_body_size"),
        Rules.seconds(host.requiredText("connect_timeout")),
        Rules.seconds(host.requiredText("read_timeout")),
        publicPorts(host));
  }

  private static PublicPorts publicPorts(Arguments host) {
    return host.block("public_ports")
        .map(block -> block.withDefaults(PUBLIC_PORTS))
        .map(
            ports -> new PublicPorts(ports.requiredInteger("http"), ports.requiredInteger("https")))
        .orElseGet(() -> publishedPorts(host));
  }

  private static PublicPorts publishedPorts(Arguments host) {
    return host.blocks(HostSchema.PUBLISH).isEmpty()
        ? PublicPorts.OWN
        : new PublicPorts(published(host, 80), published(host, 443));
  }

  /// 0 for a port that is not published.
  private static int published(Arguments host, int port) {
    return host.blocks(HostSchema.PUBLISH).stream()
        .filter(block -> block.requiredInteger("port") == port)
        .findFirst()
        .map(block -> block.requiredInteger("published_port"))
        .orElse(0);
  }

  private static VirtualHost virtualHost(Arguments virtualHost) {
    return new VirtualHost(
        virtualHost.requiredText("role"),
        virtualHost.requiredText("host_name"),
        virtualHost.texts("nodes"),
        virtualHost.requiredInteger("port"),
        Stickiness.valueOf(virtualHost.requiredText("stickiness").toUpperCase(Locale.ROOT)));
  }

  @Override
  public List<Input> inputs(Arguments host) {
    return List.of();
  }

  @Override
  public String effect(HostChange change) {
    return "in place: Nginx reloads and keeps answering";
  }

  @Override
  public Relations relations(Arguments host) {
    return VirtualHosts.relations(host, VIRTUAL_HOST);
  }

  @Override
  public List<Claim> claims(Arguments host) {
    return List.of();
  }
}
