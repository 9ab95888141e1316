package io.esform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.SampleDriver;
import io.esform.testing.SamplePack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Overrides of two nodes in plans and renderings.
class OverrideCommandsTest {

  private static final String LOG4J = "repository/conf/log4j.properties";
  private static final String USERS = "repository/conf/user-mgt.xml";

  private static final String OVERRIDES =
      """
        secrets = { ldap = var.ldap_password }

        overrides {
          file  = "%s"
          merge = "log4j.rootLogger=INFO, CARBON_LOGFILE"
        }

        overrides {
          file = "%s"
          xslt = file("user-store.xsl")
        }

        overrides {
          file    = "repository/conf/notes.txt"
          content = "password $esform{ldap}"
        }
      """
          .formatted(LOG4J, USERS);

  @TempDir private Path directory = Path.of("unset");
  private String sha256 = "";
  private String driverSha256 = "";

  @BeforeEach
  void lay() throws Exception {
    sha256 = SamplePack.copy().zipTo(directory.resolve("pack.zip"));
    driverSha256 = SampleDriver.jarTo(directory.resolve("driver.jar"));
    Files.copy(
        Path.of("src/test/resources/render/patch/stylesheets/user-store.xsl"),
        directory.resolve("user-store.xsl"));
  }

  private void configure(String overrides) throws IOException {
    Files.writeString(
        directory.resolve("main.esf"),
        """
        esform {
          encryption {
            key_file = "state.key"
          }
        }

        variable "ldap_password" {
          type      = string
          default   = "hunter2-of-ldap"
          sensitive = true
        }

        resource "local_network" "main" {
          name = "esform-story"
          cidr = "10.89.70.0/24"
        }

        resource "es_node" "this" {
          count   = 2
          name    = "node-${count.index}"
          network = local_network.main
          address = "10.89.70.${10 + count.index}"
          role    = "publisher"

          host_names {
            publisher = "publisher.example.com"
            store     = "store.example.com"
          }

          pack {
            source = "pack.zip"
            sha256 = "%s"
          }

          admin {
            password = "geheim-7"
          }
          clustering {
            members = ["10.89.70.10", "10.89.70.11"]
          }

          database {
            host     = "db.example.com"
            password = "hunter2"

            driver {
              source = "driver.jar"
              sha256 = "%s"
            }
          }
        %s
        }
        """
            .formatted(sha256, driverSha256, overrides));
  }

  private CommandRun run(String... words) {
    return CommandRun.of(directory, List.of(words), null);
  }

  @Test
  void aPlanShowsTheResultsAsDifferencesFromThePack() throws IOException {
    configure(OVERRIDES);
    CommandRun plan = run("plan", "--files");

    assertThat(plan.exit()).as(plan.err()).isZero();
    assertThat(plan.out())
        .contains("-log4j.rootLogger = ERROR, CARBON_CONSOLE, \\")
        .contains("+log4j.rootLogger = INFO, CARBON_LOGFILE")
        .contains(">ldaps://ldap.example.com:636</Property>")
        .contains("+password (sensitive value)")
        .contains("+ /opt/wso2es/repository/conf/notes.txt")
        .doesNotContain("hunter2", "/etc/esform/overrides/repository");
    assertThat(plan.err()).isEmpty();
  }

  /// The plan renders the files from arguments, which providers see without marks.
  @Test
  void aFileWithASensitiveArgumentIsListedWithoutItsText() throws IOException {
    configure(
        """
          jvm {
            options = "-Dldap.password=${var.ldap_password}"
          }
        """);
    for (String form : List.of("--files", "--changes")) {
      CommandRun plan = run("plan", form);

      assertThat(plan.exit()).as(plan.err()).isZero();
      assertThat(plan.out())
          .containsPattern("/etc/esform/host.conf +sha256 [0-9a-f]{12}")
          .doesNotContain("hunter2-of-ldap");
    }
  }

  @Test
  void aRenderingWritesTheOverridesAndTheirResults() throws IOException {
    configure(OVERRIDES);
    CommandRun render = run("render", "--pack", "pack.zip");

    assertThat(render.exit()).as(render.err()).isZero();
    Path node = directory.resolve("rendered/es_node.this-1");
    assertThat(node.resolve("etc/esform/overrides/" + USERS + "/1.xsl"))
        .hasSameTextualContentAs(directory.resolve("user-store.xsl"));
    assertThat(node.resolve("pack/" + LOG4J))
        .content()
        .contains("log4j.rootLogger = INFO, CARBON_LOGFILE\n");
    assertThat(node.resolve("pack/repository/conf/notes.txt"))
        .hasContent("password (sensitive value)");
    assertThat(node.resolve("pack/" + USERS))
        .content()
        .contains("ldaps://ldap.example.com:636", ">jdbc/WSO2UM_DB<");
  }

  @Test
  void aMisfitIsReportedOnceAtItsArgument() throws IOException {
    configure(
        """
          overrides {
            file  = "repository/conf/absent.json"
            merge = jsonencode({ a = 1 })
          }
        """);
    for (CommandRun run : List.of(run("plan"), run("render", "--pack", "pack.zip"))) {
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.err().split("Override does not fit the pack", -1)).hasSize(2);
      assertThat(run.err())
          .contains("repository/conf/absent.json: the pack has no such file.", "create the file");
    }
    assertThat(run("plan").err()).contains("merge = jsonencode");
  }

  @Test
  void aSensitiveTextIsRefusedWithTheWayToSecrets() throws IOException {
    configure(
        """
          overrides {
            file    = "repository/conf/notes.txt"
            content = "password ${var.ldap_password}"
          }
        """);
    for (CommandRun run : List.of(run("validate"), run("plan"))) {
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.err())
          .contains("Sensitive value not supported")
          .contains("content = \"password ${var.ldap_password}\"")
          .contains("Set the secret in the argument \"secrets\" of the")
          .contains("$esform{NAME}")
          .doesNotContain("hunter2");
    }
  }
}
