package io.esform.render.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.render.nginx.LoadBalancer.PublicPorts;
import io.esform.render.nginx.LoadBalancer.Stickiness;
import io.esform.render.nginx.LoadBalancer.VirtualHost;
import io.esform.testing.Await;
import io.esform.testing.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Rendered configurations, checked by nginx.
@Tag("real")
class NginxFilesIT {

  @TempDir private Path directory = Path.of("unset");

  @BeforeEach
  void makeCertificate() throws Exception {
    Command.run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=test",
        "-keyout",
        directory.resolve("key").toString(),
        "-out",
        directory.resolve("certificate").toString());
  }

  private LoadBalancer balancer(List<VirtualHost> hosts, PublicPorts ports) {
    LoadBalancer sample = NginxFilesTest.balancer(Stickiness.NONE);
    return new LoadBalancer(
        hosts,
        directory.resolve("certificate").toString(),
        directory.resolve("key").toString(),
        sample.maxBodySize(),
        sample.connectTimeoutSeconds(),
        sample.readTimeoutSeconds(),
        ports);
  }

  private Path written(LoadBalancer balancer) throws IOException {
    var main = new StringBuilder("pid %s/pid;\nevents {}\nhttp {\n".formatted(directory));
    NginxFiles.render(balancer).values().forEach(main::append);
    return Files.writeString(directory.resolve("nginx.conf"), main.append("}\n"));
  }

  @ParameterizedTest
  @EnumSource(Stickiness.class)
  void nginxTakesTheFilesWithoutAWarning(Stickiness stickiness) throws Exception {
    LoadBalancer sample = NginxFilesTest.balancer(stickiness);
    Path file = written(balancer(sample.virtualHosts(), new PublicPorts(8080, 8443)));
    var tested =
        Command.run(
            "nginx", "-t", "-c", file.toString(), "-e", directory.resolve("log").toString());
    assertThat(tested.output()).contains("test is successful").doesNotContain("[warn]");
    assertThat(tested.status()).isZero();
  }

  @Test
  void redirectsLeadToThePortThatTheBrowserUsed() throws Exception {
    int http = freePort();
    int https = freePort();
    int node = freePort();
    var host = new VirtualHost("store", "store.test", List.of("127.0.0.1"), node, Stickiness.NONE);
    Path file = written(balancer(List.of(host), new PublicPorts(http, https)));
    Files.writeString(file, onLoopback(Files.readString(file), http, https, node));
    Process nginx =
        new ProcessBuilder(
                "nginx",
                "-c",
                file.toString(),
                "-e",
                directory.resolve("log").toString(),
                "-g",
                "daemon off;")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("out").toFile())
            .start();
    try {
      Await.untilOrEnd(
          "nginx answers",
          300,
          Duration.ofMillis(100),
          nginx,
          () -> Command.run("curl", "-s", "http://127.0.0.1:" + http).status() == 0,
          () -> directory.resolve("log") + " says why");
      String outside = "https://store.test:" + https;
      assertThat(redirect("http", "store.test", http)).isEqualTo(outside + "/carbon/");
      assertThat(redirect("https", "store.test", https)).isEqualTo(outside + "/login");
      assertThat(redirectWithHost("store.test", http, "http"))
          .isEqualTo("https://store.test/carbon/");
      assertThat(redirectWithHost("store.test", https, "https"))
          .isEqualTo("https://store.test/login");
    } finally {
      nginx.destroy();
      nginx.waitFor();
    }
  }

  /// The configuration on ports of the loopback address, with a node that knows only its name and
  /// redirects every request to a login page.
  private String onLoopback(String text, int http, int https, int node) {
    return text.replace("listen 80", "listen 127.0.0.1:" + http)
            .replace("listen 443 ssl", "listen 127.0.0.1:" + https + " ssl")
            .stripTrailing()
            .replaceFirst("}$", "")
        + "server { listen 127.0.0.1:%d ssl; return 302 https://$host/login; }\n}\n"
            .formatted(node);
  }

  private static String redirect(String scheme, String name, int port) throws Exception {
    return Command.run(
            "curl",
            "-sk",
            "-o",
            "/dev/null",
            "-w",
            "%{redirect_url}",
            "--resolve",
            "%s:%d:127.0.0.1".formatted(name, port),
            "%s://%s:%d/carbon/".formatted(scheme, name, port))
        .output();
  }

  /// As for a client in the network, which uses the load balancer's own ports.
  private static String redirectWithHost(String name, int port, String scheme) throws Exception {
    return Command.run(
            "curl",
            "-sk",
            "-o",
            "/dev/null",
            "-w",
            "%{redirect_url}",
            "-H",
            "Host: " + name,
            "%s://127.0.0.1:%d/carbon/".formatted(scheme, port))
        .output();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
