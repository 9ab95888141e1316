package io.esform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.endtoend.Quickstart.Place;
import java.io.IOException;
import java.nio.file.Path;
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

/// Hosts that no longer serve, although nobody has changed them: the next plan says so and why, and
/// the next apply mends them.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProbesIT {

  private static final Place PLACE = new Place("probes", "10.89.97.0/24", 18445, 18083);
  private static final String LOGS = "/opt/wso2es/repository/logs";
  private static final String REFUSED = "refused: ";

  private final SmallCluster small;

  ProbesIT(@TempDir Path directory) throws IOException {
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
            "members 10.89.97.11, 10.89.97.21 disk",
            "All 4 hosts are ready.")
        .containsPattern(
            "(passed disk, database, carbon, login_form, redirects, members, login, registry .*){2}");
  }

  @Test
  @Order(2)
  void aCarbonThatWasKilledIsSeenAndStarted() throws Exception {
    small.cluster().killForGood("publisher-1");

    assertThat(small.plan())
        .contains(
            "\"carbon: wso2es is inactive\"",
            "\"nodes: no answer from 10.89.97.11:9443\"",
            "Plan: 0 to add, 2 to change, 0 to destroy.");
    small.applyAndServe();
  }

  @Test
  @Order(3)
  void aDatabaseServerThatWasStoppedIsSeenAndStarted() throws Exception {
    small.cluster().shell("database", "systemctl stop mariadb");

    assertThat(small.plan())
        .contains(
            "\"database_server: mariadb is inactive\"",
            "\"database: database ES_regdb on carbondb.mysql-wso2.com:3306: ERROR 2002");
    small.applyAndServe();
  }

  @Test
  @Order(4)
  void anNginxThatWasStoppedIsSeenAndStarted() throws Exception {
    small.cluster().shell("load-balancer", "systemctl stop nginx");

    assertThat(small.plan())
        .contains("\"nginx: nginx is inactive\"", "Plan: 0 to add, 1 to change, 0 to destroy.");
    small.applyAndServe();
  }

  /// Carbon still has its logs below the file system that is mounted over them.
  @Test
  @Order(5)
  void aDiskThatIsFullOfOldLogsIsSeenAndFreed() throws Exception {
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
            "\"disk: the disk at %s is full, 0 of 32 MB are free\"".formatted(LOGS),
            "Plan: 0 to add, 1 to change, 0 to destroy.");
    small.applyAndServe();

    assertThat(small.cluster().shell("store-1", "ls " + LOGS))
        .contains("audit-01-02-2026.log")
        .doesNotContain("wso2carbon-01-02-2026.log");
    assertThat(small.cluster().shell("store-1", "umount -l " + LOGS + " && echo done"))
        .isEqualTo("done");
  }

  @Test
  @Order(6)
  void aChangedPasswordWorksAndTheOldOneAndThatOfThePackAreRefused() throws Exception {
    String generated = small.users().password();
    assertThat(generated).hasSize(24);
    for (String name : SmallCluster.NAMES) {
      assertThat(small.users().logIn(name, "admin")).startsWith(REFUSED);
    }

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
}
