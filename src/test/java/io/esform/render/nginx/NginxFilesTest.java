package io.esform.render.nginx;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.render.nginx.LoadBalancer.PublicPorts;
import io.esform.render.nginx.LoadBalancer.Stickiness;
import io.esform.render.nginx.LoadBalancer.VirtualHost;
import io.esform.testing.Golden;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NginxFilesTest {

  static LoadBalancer balancer(Stickiness stickiness) {
    return new LoadBalancer(
        List.of(
            new VirtualHost(
                "publisher",
                "publisher.es-wso2.com",
                List.of("10.89.7.11", "10.89.7.12"),
                9443,
                stickiness),
            new VirtualHost(
                "store",
                "store.es-wso2.com",
                List.of("10.89.7.21", "10.89.7.22"),
                9443,
                stickiness)),
        "/etc/esform/secrets/tls_certificate",
        "/etc/esform/secrets/tls_private_key",
        "100m",
        5,
        300,
        PublicPorts.OWN);
  }

  @ParameterizedTest
  @EnumSource(Stickiness.class)
  void eachRoleHasItsOwnNameUpstreamAndRedirect(Stickiness stickiness) {
    var text = new StringBuilder();
    NginxFiles.render(balancer(stickiness))
        .forEach((path, content) -> text.append("#### ").append(path).append('\n').append(content));
    Golden.check(
        "render/nginx/" + stickiness.name().toLowerCase(Locale.ROOT) + ".conf", text.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "80, 443, ''",
    "8080, 443, ''",
    "80, 8443, :8443",
    "8080, 8443, $es_https_port",
    "0, 8443, ''",
    "8080, 0, ''"
  })
  void plainHttpIsSentToThePortThatHttpsIsPublishedOn(int http, int https, String port) {
    LoadBalancer own = balancer(Stickiness.NONE);
    var files = NginxFiles.render(published(own, new PublicPorts(http, https)));
    assertThat(files.get("/etc/nginx/conf.d/es-store.conf"))
        .contains("return 301 https://store.es-wso2.com" + port + "$request_uri;");
    assertThat(
            requireNonNull(files.get("/etc/nginx/conf.d/es-shared.conf"))
                .contains("~:8080$ ':8443';"))
        .isEqualTo(port.startsWith("$"));
  }

  static LoadBalancer published(LoadBalancer balancer, PublicPorts ports) {
    return new LoadBalancer(
        balancer.virtualHosts(),
        balancer.certificatePath(),
        balancer.privateKeyPath(),
        balancer.maxBodySize(),
        balancer.connectTimeoutSeconds(),
        balancer.readTimeoutSeconds(),
        ports);
  }

  @ParameterizedTest
  @EnumSource(Stickiness.class)
  void theSameInputGivesTheSameText(Stickiness stickiness) {
    assertThat(NginxFiles.render(balancer(stickiness)))
        .isEqualTo(NginxFiles.render(balancer(stickiness)));
  }
}
