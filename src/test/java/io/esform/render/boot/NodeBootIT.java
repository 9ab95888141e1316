package io.esform.render.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import io.esform.providers.local.HostProbe;
import io.esform.providers.local.LocalProvider;
import io.esform.testing.FakeInputFiles;
import io.esform.testing.SampleDriver;
import io.esform.testing.Workbench;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The unit and boot script of a node after faults, with a fake server instead of Carbon.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodeBootIT {

  private static final String NETWORK = "esform-node-boot";
  private static final String NODE = "node";
  private static final String HOME = "/opt/wso2es";
  private static final String SECRET = "/etc/esform/secrets/secrets_note";
  private static final String STARTED =
      "systemctl show -p ExecMainStartTimestampMonotonic --value wso2es";

  /// The pattern does not match the shell that runs this.
  private static final String KILL = "pkill -KILL -f [s]erver.py";

  private final HostProbe probe = HostProbe.of(NETWORK);
  private final FakeInputFiles inputs = new FakeInputFiles(Map.of());
  private final Workbench local =
      new Workbench(new LocalProvider(System.getenv(), InstantSource.system(), inputs));

  private String files = "";
  private String overrides = "";

  @BeforeAll
  void bringUp(@TempDir Path directory) throws Exception {
    probe.removeAll();
    StandInPack pack = new StandInPack(directory.resolve("pack.zip"), 60).write();
    Path driver = directory.resolve("driver.jar");
    SampleDriver.jarTo(driver);
    inputs.put(pack.file(), pack.sha256());
    inputs.usePack(pack.file());
    inputs.put(driver, StandInPack.sha256(driver));
    files =
        """
        pack {
          source = "%s"
          sha256 = "%s"
          home   = "HOME"
        }
        database {
          host     = "10.89.95.10"
          password = "s3cret-word"
          driver {
            source = "%s"
            sha256 = "%s"
          }
        }
        """
            .formatted(pack.file(), pack.sha256(), driver, StandInPack.sha256(driver));
    assertThat(apply("", HOME)).isEmpty();
  }

  @AfterAll
  void removeAll() {
    probe.removeAll();
    probe.close();
  }

  @Test
  @Order(1)
  void aServerThatIsKilledStartsAgainAndIsLetIn() {
    kill();

    assertThat(probe.run(NODE, until("systemctl show -p NRestarts wso2es | grep -qx NRestarts=1")))
        .isEqualTo("reached");
    assertThat(probe.run(NODE, until("systemctl -q is-active wso2es"))).isEqualTo("reached");
    assertThat(probe.run(NODE, "nft list tables")).isEmpty();
    assertThat(probe.run(NODE, "curl -sk https://10.89.95.11:9443/carbon/admin/login.jsp"))
        .contains("login_action.jsp");
    assertThat(probe.status(NODE)).startsWith("esform: ready");
  }

  @Test
  @Order(2)
  void aServerThatEndsAgainAndAgainIsGivenUpUntilTheNextApply() {
    String killed = KILL + "; systemctl -q is-failed wso2es";
    assertThat(probe.run(NODE, until(killed))).isEqualTo("reached");
    assertThat(probe.run(NODE, "journalctl -u wso2es -o cat"))
        .contains("Start request repeated too quickly");

    assertThat(apply("-Dtimes=2", HOME)).isEmpty();
    assertThat(probe.run(NODE, "systemctl is-active wso2es")).isEqualTo("active");
  }

  @Test
  @Order(3)
  void aJavaThatCannotStartSaysWhy() {
    assertThat(apply("-XX:NoSuchOption", HOME))
        .contains("Carbon ended: Unrecognized VM option 'NoSuchOption'")
        .contains("Could not create the Java Virtual Machine");
  }

  @Test
  @Order(4)
  void aLoginPageWithoutItsFormIsNotReady() {
    assertThat(apply("-Dpage=broken", HOME))
        .contains("the probe login_form: ", "has no login form");
    assertThat(probe.run(NODE, "nft list tables")).contains("esform");

    assertThat(apply("-Dpage=whole", HOME)).isEmpty();
    assertThat(probe.run(NODE, "nft list tables")).isEmpty();
  }

  @Test
  @Order(5)
  void anOverrideArrivesAndItsRemovalRestoresTheOriginal() {
    String files =
        "cd %s/repository/conf && stat -c '%%U %%a' log4j2.properties && cat log4j2.properties user-mgt.xml"
            .formatted(HOME);
    // As a script of a pack.
    probe.run(NODE, "chmod 755 " + HOME + "/repository/conf/log4j2.properties");
    String original = probe.run(NODE, files);
    String start = probe.run(NODE, STARTED);

    overrides =
        """
        secrets = { note = "p<&$w" }
        overrides {
          file  = "repository/conf/log4j2.properties"
          merge = "rootLogger.level = DEBUG\\nown.note = $esform{note}"
        }
        overrides {
          file = "repository/conf/user-mgt.xml"
          xslt = <<-EOT
            <xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
              <xsl:template match="@*|node()">
                <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
              </xsl:template>
              <xsl:template match="/*/*/Configuration/AddAdmin">
                <AddAdmin note="$esform{{note}}">false</AddAdmin>
              </xsl:template>
            </xsl:stylesheet>
          EOT
        }
        overrides {
          file    = "repository/own/new.txt"
          content = "new $esform{note}"
        }
        """;
    assertThat(apply("-Dpage=whole", HOME)).isEmpty();

    assertThat(probe.run(NODE, files))
        .startsWith("wso2carbon 700\n")
        .contains("\nrootLogger.level = DEBUG\n", "\nown.note=p<&$w\n")
        .contains("<AddAdmin note=\"p&#60;&#38;$w\">false</AddAdmin>", ">jdbc/WSO2UM_DB<");
    assertThat(probe.run(NODE, "cd " + HOME + "/repository/own && stat -c '%U %a' * && cat *"))
        .isEqualTo("wso2carbon 600\nnew p<&$w");
    assertThat(probe.run(NODE, "grep -r 'p<&' /etc/esform -l")).isEqualTo(SECRET);
    assertThat(probe.run(NODE, STARTED)).isNotEqualTo(start);
    start = probe.run(NODE, STARTED);

    overrides = "";
    assertThat(apply("-Dpage=whole", HOME)).isEmpty();

    assertThat(probe.run(NODE, files)).isEqualTo(original);
    assertThat(probe.run(NODE, "ls -A " + HOME + "/repository/own")).isEmpty();
    assertThat(probe.run(NODE, "ls " + SECRET + " 2>&1")).contains("No such file");
    assertThat(probe.run(NODE, STARTED)).isNotEqualTo(start);
  }

  @Test
  @Order(6)
  void aDiskThatFillsUpDuringTheBootIsReportedAsFull() {
    probe.run(NODE, "mkdir -p /srv/small && mount -t tmpfs -o size=20m tmpfs /srv/small");

    assertThat(apply("-Dpage=whole", "/srv/small/wso2es"))
        .contains("the disk at /srv/small is full")
        .contains("the pack cannot be unpacked");
  }

  @Test
  @Order(7)
  void aDiskThatIsFullFromTheStartIsReportedAsFull() {
    probe.run(
        NODE,
        "umount /srv/small; mkdir -p /var/lib/mysql"
            + " && mount -t tmpfs -o size=20m tmpfs /var/lib/mysql"
            + " && cat /dev/zero > /var/lib/mysql/zeros");

    assertThat(apply("-Dtimes=3", HOME))
        .contains("the disk at /var/lib/mysql is full")
        .contains("there is not enough disk space");
  }

  private void kill() {
    assertThat(probe.run(NODE, KILL + " && echo killed")).isEqualTo("killed");
  }

  /// Waits on the host.
  private static String until(String condition) {
    return "timeout 300 bash -c 'until " + condition + "; do sleep 1; done' && echo reached";
  }

  /// Applies the node with these Java options, and returns the errors.
  private String apply(String options, String home) {
    var result = local.apply(configuration(options, home));
    return result.diagnostics().all().stream()
        .map(Diagnostic::detail)
        .collect(Collectors.joining("\n"));
  }

  private String configuration(String options, String home) {
    return """
    provider "local" {}
    resource "local_network" "this" {
      name = "%s"
      cidr = "10.89.95.0/24"
    }
    resource "es_node" "this" {
      name    = "%s"
      role    = "store"
      address = "10.89.95.11"
      network = { id = local_network.this.id, cidr = local_network.this.cidr }
      host_names {
        publisher = "publisher.es-wso2.com"
        store     = "store.es-wso2.com"
      }
      admin {
        password = "geheim-7"
      }
      # There is no database, and the fake server has a form but no users and no registry.
      skipped_probes = ["database", "login", "registry"]
      clustering {
        members = ["10.89.95.11"]
      }
      schemas {
        scripts = {}
      }
      jvm {
        initial_memory = "32m"
        maximum_memory = "64m"
        options        = "%s"
      }
      %s
      %s
    }
    """
        .formatted(NETWORK, NODE, options, files.replace("HOME", home), overrides);
  }
}
