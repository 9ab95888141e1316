package io.esform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.SampleDriver;
import io.esform.testing.SampleJava;
import io.esform.testing.SamplePack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A plan and a rendering of two publishers and two stores with one pack.
class PackCommandsTest {

  private static final String CONNECTORS = "repository/conf/tomcat/catalina-server.xml";
  private static final String AXIS2 = "repository/conf/axis2/axis2.xml";

  @TempDir private Path directory = Path.of("unset");
  private final SamplePack pack = SamplePack.copy();
  private String java = "";

  private void configure(String sha256) throws Exception {
    String driver = SampleDriver.jarTo(directory.resolve("driver.jar"));
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
        """
            + nodes("publisher", 10, sha256, driver)
            + nodes("store", 20, sha256, driver));
  }

  private String nodes(String role, int first, String sha256, String driver) {
    return """

    resource "es_node" "%1$s" {
      count   = 2
      name    = "%1$s-${count.index}"
      network = local_network.main
      address = "10.89.70.${%2$d + count.index}"
      role    = "%1$s"

      host_names {
        publisher = "publisher.example.com"
        store     = "store.example.com"
      }

      pack {
        source = "pack.zip"
        sha256 = "%3$s"
      }

      admin {
        password = "geheim-7"
      }
      clustering {
        members = ["10.89.70.10", "10.89.70.11", "10.89.70.20", "10.89.70.21"]
      }

      database {
        host     = "db.example.com"
        password = "hunter2"

        driver {
          source = "driver.jar"
          sha256 = "%4$s"
        }
      }
      %5$s
    }
    """
        .formatted(role, first, sha256, driver, java);
  }

  private CommandRun run(String... words) {
    return CommandRun.of(directory, List.of(words), null);
  }

  @Test
  void aPackThatFitsIsPlannedWithItsOwnFiles() throws Exception {
    configure(pack.zipTo(directory.resolve("pack.zip")));

    CommandRun plan = run("plan", "--files");

    assertThat(plan.exit()).as(plan.err()).isZero();
    assertThat(plan.out())
        .contains("+ /opt/wso2es/repository/conf/datasources/master-datasources.xml")
        .contains("+                    <url>jdbc:mysql://db.example.com:3306/ES_regdb")
        .doesNotContain("hunter2", "xsl:template");
    assertThat(run("plan", "--files", "--changes").out()).contains("xsl:template");
  }

  @Test
  void everyMisfitOfAPackIsReportedOnceForAllNodes() throws Exception {
    pack.replace(AXIS2, "HazelcastClusteringAgent", "TribesClusteringAgent")
        .replace(CONNECTORS, "Connector", "Listener")
        .remove("repository/conf/user-mgt.xml");
    configure(pack.zipTo(directory.resolve("pack.zip")));

    CommandRun plan = run("plan");

    assertThat(plan.exit()).isEqualTo(1);
    assertThat(plan.err().split("Change does not fit the pack", -1)).hasSize(4);
    assertThat(plan.err()).contains(AXIS2, CONNECTORS, "user-mgt.xml", "pack.zip");
  }

  @Test
  void versionsThatDoNotFitAreReportedOnceForAllNodes() throws Exception {
    pack.add("bin/wso2server.sh", "$JAVACMD \\\n  -Djava.endorsed.dirs=\"$DIRS\" \\\n")
        .add("bin/version.txt", "WSO2 Enterprise Store v2.0.0\n");
    String sha256 = pack.zipTo(directory.resolve("pack.zip"));
    configure(sha256);

    CommandRun refused = run("plan");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err().split("Versions do not fit", -1)).hasSize(2);
    assertThat(refused.err().replaceAll("[\\s│]+", " "))
        .contains("The pack pack.zip (WSO2 Enterprise Store v2.0.0) does not work with Java 17")
        .contains("deliver the archive of a JDK or JRE java { source = ");

    deliverJava("1.8.0_392");
    configure(sha256);
    CommandRun planned = run("plan");

    assertThat(planned.exit()).as(planned.err()).isZero();
    assertThat(planned.out()).contains("+ java {");
  }

  private void deliverJava(String version) throws Exception {
    String sha256 = SampleJava.zipTo(directory.resolve("jre.zip"), version);
    java = "java {\n source = \"jre.zip\"\n sha256 = \"" + sha256 + "\"\n}";
  }

  @Test
  void renderingNeedsNeitherThePackNorTheDriver() throws Exception {
    configure("0".repeat(64));
    Files.delete(directory.resolve("driver.jar"));

    CommandRun render = run("render");

    assertThat(render.exit()).as(render.err()).isZero();
    assertThat(directory.resolve("rendered/es_node.store-1/etc/esform/changes")).isDirectory();
  }

  @Test
  void aDirectoryOrAZipFileIsRenderedAlike() throws Exception {
    configure("0".repeat(64));
    pack.remove("repository/conf/identity/sso-idp-config.xml");
    pack.writeTo(directory.resolve("unpacked"));
    pack.zipTo(directory.resolve("other.zip"));

    CommandRun ofDirectory = run("render", "--out", "one", "--pack", "unpacked");
    CommandRun ofZip = run("render", "--out", "two", "--pack", "other.zip");

    assertThat(ofDirectory.exit()).as(ofDirectory.err()).isZero();
    assertThat(ofZip.exit()).as(ofZip.err()).isZero();
    assertThat(ofZip.out())
        .contains("Not changed in this pack:", "sso-idp-config.xml: not in this pack");
    String file = "/es_node.store-0/pack/" + AXIS2;
    assertThat(directory.resolve("one" + file))
        .hasSameTextualContentAs(directory.resolve("two" + file))
        .content()
        .contains("10.89.70.20");
  }

  @Test
  void whatIsNoPackIsRefused() throws Exception {
    configure("0".repeat(64));
    Files.createDirectory(directory.resolve("empty"));
    Files.writeString(directory.resolve("notes.txt"), "no pack");

    assertThat(run("render", "--pack", "empty").err()).contains("Not a Carbon pack");
    assertThat(run("render", "--pack", "notes.txt").err())
        .contains("Pack not readable", "not a zip file");
    assertThat(run("render", "--pack", "nothing.zip").err()).contains("Pack not found");
  }

  @Test
  void misfitsOfARenderedPackAreReportedOnce() throws Exception {
    configure("0".repeat(64));
    pack.replace(CONNECTORS, "Connector", "Listener").zipTo(directory.resolve("other.zip"));

    CommandRun render = run("render", "--pack", "other.zip");

    assertThat(render.exit()).isEqualTo(1);
    assertThat(render.err().split("Change does not fit the pack", -1)).hasSize(2);
  }
}
