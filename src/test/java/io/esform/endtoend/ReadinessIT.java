package io.esform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.endtoend.Quickstart.Place;
import io.esform.endtoend.Quickstart.Run;
import io.esform.testing.Command;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
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

/// What a host must do to count as ready. Hosts that no longer serve, although nobody has changed
/// them, are seen by the next plan with the reason, and mended by the next apply. Nodes that a
/// change starts do not become ready if they answer but do not serve as a cluster: the error names
/// the probe and its reason.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReadinessIT {

  private static final Place PLACE = new Place("readiness", "10.89.98.0/24", 18446, 18084);

  private static final String LOGS = "/opt/wso2es/repository/logs";
  private static final String REFUSED = "refused: ";

  private static final String KERNEL = "4.5.1";

  private static final String MODERN = "wso2carbon-core-4.7.1.zip";
  private static final String MODERN_SHA256 =
      "fa0993ae2d4658a47fee1d60b989d902fc93d86af6ae0ab3ef19ce063876a643";

  /// Of the connectors of the pack.
  private static final String TEMPLATE =
      MODERN.replace(".zip", "")
          + "/repository/resources/conf/templates/repository/conf/tomcat/catalina-server.xml.j2";

  private static final String PROPERTY = "{{property_name}}=\"{{property_value}}\"";

  private final Path directory;
  private final SmallCluster small;

  ReadinessIT(@TempDir Path directory) throws IOException {
    this.directory = directory;
    small = SmallCluster.copiedTo(directory, PLACE);
  }

  @BeforeAll
  void bringUp() throws Exception {
    small.applyAndServe();
  }

  @AfterAll
  void bringDown() throws Exception {
    small.close();
  }

  @Test
  @Order(1)
  void statusRunsAllProbesOfEachHost() {
    var status = small.status();
    assertThat(status.exitCode()).as(status.output()).isZero();
    assertThat(status.unwrapped())
        .contains(
            "passed disk, database_server, database module",
            "passed disk, nginx, certificate, login_form, redirects, nodes, login module",
            "members 10.89.98.11, 10.89.98.21 disk",
            "All 4 hosts are ready.")
        .containsPattern(
            "(passed disk, database, carbon, login_form, redirects, members, login, registry .*){2}");
  }

  @Test
  @Order(1)
  void thePasswordOfThePackIsRefused() throws Exception {
    assertThat(small.users().password()).hasSize(24);
    for (String name : SmallCluster.NAMES) {
      assertThat(small.users().logIn(name, "admin")).startsWith(REFUSED);
    }
  }

  /// The store's Carbon still has its logs below the file system that is mounted over them.
  @Test
  @Order(2)
  void aKilledCarbonAndADiskFullOfOldLogsAreSeenAndMended() throws Exception {
    small.cluster().killForGood("publisher-1");
    String mount =
        "mount -t tmpfs -o size=32m,mode=755,uid=wso2carbon,gid=wso2carbon tmpfs "
            + LOGS
            + " && cd "
            + LOGS
            + " && echo kept > audit-01-02-2026.log"
            + " && cat /dev/zero > wso2carbon-01-02-2026.log; ls "
            + LOGS;
    assertThat(small.cluster().shell("store-1", mount)).contains("wso2carbon-01-02-2026.log");

    assertThat(small.plan())
        .contains(
            "\"carbon: wso2es is inactive\"",
            "\"nodes: no answer from 10.89.98.11:9443\"",
            "\"disk: the disk at %s is full, 0 of 32 MB are free\"".formatted(LOGS),
            "Plan: 0 to add, 3 to change, 0 to destroy.");
    small.applyAndServe();

    assertThat(small.cluster().shell("store-1", "ls " + LOGS))
        .contains("audit-01-02-2026.log")
        .doesNotContain("wso2carbon-01-02-2026.log");
    assertThat(small.cluster().shell("store-1", "umount -l " + LOGS + " && echo done"))
        .isEqualTo("done");
  }

  @Test
  @Order(3)
  void aStoppedDatabaseServerAndAStoppedNginxAreSeenAndStarted() throws Exception {
    small.cluster().shell("database", "systemctl stop mariadb");
    small.cluster().shell("load-balancer", "systemctl stop nginx");

    assertThat(small.plan())
        .contains(
            "\"database_server: mariadb is inactive\"",
            "\"database: database ES_regdb on carbondb.mysql-wso2.com:3306: ERROR 2002",
            "\"nginx: nginx is inactive\"");
    small.applyAndServe();
  }

  /// This kernel builds its redirects from the port of the proxy. The plan sees it in the files, so
  /// the apply does not begin.
  @Test
  @Order(4)
  void aRedirectToThePortOfTheNodeIsNotPlanned() throws Exception {
    small.setArguments(override("[transport.https.properties]\nproxyPort = \"9443\""));

    assertThat(failure()).contains("URLs do not agree", "9443", "18446");
  }

  /// The plan does not see what the templates of a pack contain.
  @Test
  @Order(5)
  void aRedirectOfThePackToThePortOfTheNodeIsNotReady() throws Exception {
    Path pack = Files.copy(KernelProcess.zip("4.7.1"), directory.resolve("redirecting.zip"));
    try (var files = FileSystems.newFileSystem(pack)) {
      Path template = files.getPath(TEMPLATE);
      String text = Files.readString(template);
      int https = text.lastIndexOf(PROPERTY, text.indexOf("<SSLHostConfig"));
      Files.writeString(
          template,
          text.substring(0, https)
              + "{% if property_name == \"proxyPort\" %} proxyPort=\"9443\" {% else %} "
              + PROPERTY
              + " {% endif %}"
              + text.substring(https + PROPERTY.length()));
    }
    small.setArguments("", withPack(pack, ""));

    assertThat(failure())
        .contains("the probe redirects: ", "redirects to https://publisher.es-wso2.com:9443/");
  }

  @Test
  @Order(6)
  void aMountOfAnotherCollectionIsNotReady() throws Exception {
    small.setArguments(override("[config_data]\npath = \"/_system/another\""));

    assertThat(failure())
        .contains(
            "the probe registry: a resource that was written to the registry here is not in that of"
                + " https://10.89.98.11:9443: it reads another registry");
  }

  @Test
  @Order(7)
  void aMemberOfAnotherDomainIsNotReady() throws Exception {
    small.setArguments(
        override("[clustering]\ndomain = \"another\""),
        example -> example.replace("on_failure = var.on_failure", "ready_timeout = \"150s\""));

    assertThat(failure())
        .contains(
            "did not report ready within 150 seconds. It waits: the probe members: the member"
                + " 10.89.98.11:4000 answers but is in another cluster");
  }

  @Test
  @Order(8)
  void withoutTheFaultTheNextApplyMendsItAndAChangedPasswordReplacesTheOldOne() throws Exception {
    String generated = small.users().password();

    String changed = "p&ss+w%rd=<4711>";
    small.setArguments("admin_password = \"" + changed + "\"");
    assertThat(small.plan()).doesNotContain(changed, generated);
    small.applyAndServe();

    assertThat(small.users().password()).isEqualTo(changed);
    for (String name : SmallCluster.NAMES) {
      assertThat(small.users().logIn(name, changed)).isEqualTo(BrowserSession.LOGGED_IN);
      assertThat(small.users().logIn(name, generated)).startsWith(REFUSED);
      assertThat(small.users().logIn(name, "admin")).startsWith(REFUSED);
    }
  }

  /// The plan refuses this kernel with a known version of Java. It does not know that of a
  /// directory. The cluster is created anew, because nodes of both kernels cannot form one.
  @Test
  @Order(9)
  void aKernelThatCannotCompileItsPagesIsNotReady() throws Exception {
    small.destroy();
    small.setArguments(
        "",
        withPack(
            KernelProcess.zip(KERNEL), "    java_home = \"/usr/lib/jvm/java-17-openjdk-amd64\""));

    assertThat(failure())
        .contains(
            "Carbon has started, but the probe login_form: https://publisher.es-wso2.com:18446 at"
                + " 10.89.98.11:9443: /carbon/admin/login.jsp has no login form");
  }

  /// @param more lines after the checksum
  private static UnaryOperator<String> withPack(Path pack, String more) throws Exception {
    String sha256 = Command.run("sha256sum", pack.toString()).output().substring(0, 64);
    return example ->
        example
            .replace("\"${path.module}/.esform/" + MODERN + "\"", "\"" + pack + "\"")
            .replace("\"" + MODERN_SHA256 + "\"", "\"" + sha256 + "\"\n" + more);
  }

  /// The error of an apply that has to fail.
  private String failure() {
    Run run = small.apply();
    assertThat(run.exitCode()).as(run.output()).isOne();
    return run.unwrapped();
  }

  /// An override of settings of the store.
  private static String override(String settings) {
    return """
    overrides = [{
      file  = "repository/conf/deployment.toml"
      roles = ["store"]
      merge = <<-EOT
    %s  EOT
    }]
    """
        .formatted(settings.indent(4));
  }
}
