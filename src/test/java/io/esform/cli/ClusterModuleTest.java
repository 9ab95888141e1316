package io.esform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The load balancer's certificate and key in a plan of the module `es-cluster`.
class ClusterModuleTest {

  private static final String CERTIFICATE = "cli/commands/certificate-renewal/front.pem";

  @TempDir private Path directory = Path.of("unset");

  @Test
  void aGivenCertificateIsShownAndItsKeyIsNot() throws IOException {
    Files.copy(Path.of("src/test/resources").resolve(CERTIFICATE), directory.resolve("front.pem"));
    String plan =
        plan(
            """
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
