package io.esform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plans of the module `es-cluster`: the load balancer's certificate and key, and what its
/// variables set.
class ClusterModuleTest {

  private static final String CERTIFICATE = "cli/impossible/shared/front.pem";

  private static final List<String> NODES =
      Stream.of("publisher-1", "publisher-2", "store-1", "store-2")
          .map(name -> "node.this-" + name)
          .toList();

  @TempDir private Path directory = Path.of("unset");

  @Test
  void aGivenCertificateIsShownAndItsKeyIsNot() throws IOException {
    Files.copy(Path.of("src/test/resources").resolve(CERTIFICATE), directory.resolve("front.pem"));
    String plan =
        plan(
            """
              host_names = { publisher = "publisher.example.com", store = "store.example.com" }
              tls = {
                certificate = file("${path.module}/front.pem")
                private_key = "hunter2"
              }
            """);
    assertThat(plan)
        .contains("certificate = <<-EOT")
        .contains("load_balancer_certificate = <<-EOT")
        .contains("private_key = (sensitive)")
        .doesNotContain("certificate = (sensitive)")
        .doesNotContain("hunter");
  }

  @Test
  void aCertificateThatIsMadeIsNoSecretEither() throws IOException {
    assertThat(plan(""))
        .contains("load_balancer_certificate = (known after apply)")
        .contains("private_key = (sensitive)")
        .doesNotContain("certificate = (sensitive)");
  }

  /// A cluster of an earlier esform has no changes: a block that is set would be one.
  @Test
  void withoutItsVariablesNoOptionalBlockIsSet() throws IOException {
    assertThat(plan(""))
        .doesNotContain("registry_mounts", "single_sign_on", "deployment_synchronizer", "overrides")
        .doesNotContain("proxy_ports", "public_ports", "secrets");
  }

  @Test
  void publishedPortsAreThoseOfUrls() throws IOException {
    assertThat(plan("  published_ports = { https = 8443, http = 8080 }"))
        .contains("proxy_ports { http = 8080, https = 8443 }")
        .contains("published_port = 8443")
        .doesNotContain("public_ports");
    String conf = "etc/esform/changes/repository/";
    assertThat(
            rendered("node.this-store-1", conf + "conf/identity/sso-idp-config.xml.optional.xsl"))
        .contains("https://publisher.es-wso2.com:8443/publisher/acs")
        .contains("https://store.es-wso2.com:8443/store/acs");
    assertThat(
            rendered(
                "node.this-store-1",
                conf + "deployment/server/jaggeryapps/store/config/store.json.optional.variants"))
        .contains("\"https://publisher.es-wso2.com:8443/samlsso\"")
        .contains("\"https://publisher.es-wso2.com:8443/admin/samlsso\"");
  }

  @Test
  void portsOfAGatewayAreThoseOfUrlsAndRedirects() throws IOException {
    assertThat(plan("  proxy_ports = { https = 8443 }"))
        .contains("proxy_ports { http = 80, https = 8443 }")
        .contains("public_ports { http = 80, https = 8443 }")
        .doesNotContain("published_port");
    assertThat(rendered("load_balancer.this", "etc/nginx/conf.d/es-store.conf"))
        .contains("return 301 https://store.es-wso2.com:8443$request_uri;");
  }

  @Test
  void onlyTheFirstPublisherCommits() throws IOException {
    assertThat(
            plan(
                """
                  deployment_synchronizer          = { url = "https://svn.example.com/es", user = "es" }
                  deployment_synchronizer_password = "hunter2"
                """))
        .contains("password = (sensitive)")
        .doesNotContain("hunter2");
    for (String node : NODES) {
      assertThat(rendered(node, "etc/esform/changes/repository/conf/carbon.xml.xsl"))
          .contains("<AutoCommit>" + node.equals(NODES.getFirst()) + "</AutoCommit>")
          .contains("<AutoCheckout>true</AutoCheckout>");
    }
  }

  @Test
  void mountsAndSingleSignOnReachEveryNode() throws IOException {
    plan(
        """
          registry_mounts = { config = "/_system/own" }
          single_sign_on  = { identity_provider_url = "https://sso.example.com/samlsso" }
        """);
    String store = "etc/esform/changes/repository/deployment/server/jaggeryapps/store/config";
    for (String node : NODES) {
      assertThat(rendered(node, "etc/esform/changes/repository/conf/registry.xml.xsl"))
          .contains("/_system/own", "/_system/governance");
      assertThat(rendered(node, store + "/store.json.optional.variants"))
          .contains("https://sso.example.com/samlsso", "\"identityAlias\": \"wso2carbon\"");
    }
  }

  @Test
  void anOverrideReachesTheNodesOfItsRoles() throws IOException {
    assertThat(
            plan(
                """
                  secrets = { ldap = "hunter2" }
                  overrides = [
                    { file = "repository/conf/log4j.properties", merge = "a=$esform{ldap}" },
                    { file = "repository/conf/store.txt", content = "x", roles = ["store"] },
                  ]
                """))
        .contains("secrets = (sensitive)")
        .doesNotContain("hunter2");
    String overrides = "etc/esform/overrides/repository/conf/";
    for (String node : NODES) {
      assertThat(rendered(node, overrides + "log4j.properties/1.properties"))
          .isEqualTo("a=$esform{ldap}");
      assertThat(file(node, overrides + "store.txt/1.content").toFile().exists())
          .isEqualTo(node.contains("store"));
    }
  }

  private String rendered(String host, String path) throws IOException {
    return Files.readString(file(host, path));
  }

  /// Of the last plan.
  private Path file(String host, String path) {
    Path rendered = directory.resolve("rendered");
    if (!Files.exists(rendered)) {
      CommandRun run = CommandRun.of(directory, List.of("render"), null);
      assertThat(run.exit()).as(run.err()).isZero();
    }
    return rendered.resolve("module.cluster.es_" + host).resolve(path);
  }

  private String plan(String tls) throws IOException {
    Path module = Path.of("modules/es-cluster").toAbsolutePath();
    Path copy = Files.createDirectories(directory.resolve("es-cluster"));
    try (var files = Files.list(module)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    Files.writeString(
        directory.resolve("main.esf"),
        """
        esform {
          encryption {
            key_file = "state.key"
          }
        }

        resource "local_network" "main" {
          name = "esform-story"
          cidr = "10.89.70.0/24"
        }

        module "cluster" {
          source  = "./es-cluster"
          network = local_network.main
          pack = {
            source = "https://example.com/pack.zip"
            sha256 = "%1$s"
          }
          jdbc_driver = {
            source = "https://example.com/driver.jar"
            sha256 = "%1$s"
          }
        %2$s
        }
        """
            .formatted("0123456789abcdef".repeat(4), tls));
    CommandRun run = CommandRun.of(directory, List.of("plan"), null);
    assertThat(run.exit()).as(run.err()).isZero();
    return run.out().replaceAll(" +=", " =");
  }
}
