package io.esform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.endtoend.Quickstart.Run;
import io.esform.providers.local.HostProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The guide's cluster from nothing to nothing: four Carbon kernels, MariaDB, Nginx, six hosts. One
/// cluster for all tests, in the order of its life.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class QuickstartIT {

  private static final String PREFIX = "end-to-end-";
  private static final List<String> NODES =
      List.of("publisher-1", "publisher-2", "store-1", "store-2");
  private static final String LOG = "/opt/wso2es/repository/logs/wso2carbon.log";
  private static final int REQUESTS = 100;

  private final HostProbe probe = HostProbe.of(Quickstart.NETWORK);
  private Quickstart quickstart = Quickstart.in(Path.of("."));
  private Run applied = new Run(-1, "");
  private List<String> volumesBefore = List.of();

  @BeforeAll
  void bringUp(@TempDir Path directory) throws IOException {
    volumesBefore = probe.volumes();
    quickstart = Quickstart.copiedTo(directory);
    applied = quickstart.run("apply", "--auto-approve");
  }

  @AfterAll
  void bringDown() throws IOException {
    quickstart.run("destroy", "--auto-approve");
    quickstart.unlinkInputs();
    probe.close();
  }

  @Test
  @Order(1)
  void applyBringsUpSixHosts() {
    assertThat(applied.output()).contains("Apply complete! Resources: ");
    assertThat(applied.exitCode()).isZero();
    assertThat(probe.hosts())
        .containsExactly(
            "dns",
            PREFIX + "database",
            PREFIX + "load-balancer",
            PREFIX + "publisher-1",
            PREFIX + "publisher-2",
            PREFIX + "store-1",
            PREFIX + "store-2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"publisher-1", "publisher-2", "store-1", "store-2"})
  @Order(2)
  void everyNodeIsInOneClusterOfFour(String node) {
    assertThat(peers(node)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"publisher-1", "publisher-2", "store-1", "store-2"})
  @Order(3)
  void everyNodeMountsTheRegistryFromTheDatabase(String node) {
    assertThat(shell(node, "grep -c 'Connected to mount at sharedregistry' " + LOG))
        .isNotEqualTo("0");
    assertThat(
            shell(
                node,
                "grep -E 'ERROR|FATAL' "
                    + LOG
                    + " | grep -E 'registry|user.core|ndatasource|clustering|axis2|not bound'"))
        .isEmpty();
  }

  @Test
  @Order(4)
  void everyDatabaseHasItsTablesLoadedByOneNode() {
    String tables =
        sql(
            "SELECT table_schema FROM information_schema.tables WHERE table_schema LIKE 'ES\\_%'"
                + " AND table_name <> 'esform_schema' GROUP BY 1 ORDER BY 1");
    assertThat(tables.lines())
        .containsExactlyInAnyOrder(
            "ES_Identitydb", "ES_Socialdb", "ES_Storagedb", "ES_carbondb", "ES_regdb", "ES_umdb");
    for (String database : tables.lines().toList()) {
      assertThat(sql("SELECT COUNT(*), COUNT(finished) FROM " + database + ".esform_schema"))
          .isEqualTo("1\t1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"publisher", "store"})
  @Order(5)
  void requestsToANameStayOnOneNodeWithStickiness(String role) {
    assertThat(nodesThatServe(role)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"publisher", "store"})
  @Order(6)
  void httpLeadsToHttpsOnTheSameName(String role) {
    String name = role + ".es-wso2.com";
    assertThat(shell("database", "curl -s -o /dev/null -w '%{redirect_url}' http://" + name + "/x"))
        .isEqualTo("https://" + name + "/x");
  }

  @Test
  @Order(7)
  void nginxAcceptsItsConfiguration() {
    assertThat(shell("load-balancer", "nginx -t 2>&1"))
        .contains("syntax is ok", "test is successful");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"database", "load-balancer", "publisher-1", "publisher-2", "store-1", "store-2"})
  @Order(8)
  void cloudInitIsDoneAndFindsItsConfigurationValid(String host) {
    assertThat(shell(host, "cloud-init status")).isEqualTo("status: done");
    assertThat(
            shell(
                host,
                "cloud-init schema --config-file /var/lib/cloud/instance/cloud-config.txt 2>&1"))
        .contains("Valid");
  }

  @Test
  @Order(9)
  void aSecondPlanIsEmpty() {
    assertPlanIsEmpty();
  }

  @Test
  @Order(10)
  void aSecondBootOfANodeChangesNothing() throws InterruptedException {
    String files =
        "cd /opt/wso2es/repository && find conf components/lib -type f | sort | xargs sha256sum"
            + " | sha256sum";
    String before = shell("store-2", files);

    probe.restart(PREFIX + "store-2");
    awaitReady("store-2");

    assertThat(shell("store-2", files)).isEqualTo(before);
    assertThat(shell("store-2", "journalctl -b -o cat | grep 'files changed' | tail -n 1"))
        .isEqualTo("esform: 0 files changed");
    assertThat(peers("store-2")).hasSize(3);
  }

  @Test
  @Order(11)
  void aRemovedHostIsPlannedAsOneCreationAndComesBackIntoTheCluster() {
    probe.remove(PREFIX + "publisher-2");

    assertThat(quickstart.run("plan").output())
        .contains("Plan: 1 to add, 0 to change, 0 to destroy.");
    assertThat(quickstart.run("apply", "--auto-approve").exitCode()).isZero();

    assertThat(shell("publisher-2", "hostname -i")).contains("10.89.92.12");
    assertThat(peers("publisher-2")).hasSize(3);
    assertPlanIsEmpty();
  }

  @Test
  @Order(12)
  void aChangedPoolChangesTheDatasourcesOfFourNodesAndNothingElse() {
    Run planned = quickstart.run("plan", "-var=max_active=60", "--detailed-exitcode");
    assertThat(planned.exitCode()).isEqualTo(2);
    assertThat(planned.output()).contains("Plan: 0 to add, 4 to change, 0 to destroy.");
    assertThat(planned.output().lines().filter(line -> line.matches(" +[-+~] /.*")))
        .isNotEmpty()
        .allMatch(line -> line.contains("datasources"));

    assertThat(quickstart.run("apply", "-var=max_active=60", "--auto-approve").exitCode()).isZero();

    for (String node : NODES) {
      assertThat(
              shell(
                  node,
                  "grep -c '<maxActive>60</maxActive>'"
                      + " /opt/wso2es/repository/conf/datasources/master-datasources.xml"))
          .isNotEqualTo("0");
    }
    assertThat(quickstart.run("plan", "-var=max_active=60", "--detailed-exitcode").exitCode())
        .isZero();
  }

  @Test
  @Order(13)
  void withoutStickinessBothNodesOfARoleServe() {
    Run run =
        quickstart.run("apply", "-var=max_active=60", "-var=stickiness=none", "--auto-approve");
    assertThat(run.output()).contains("Resources: 0 added, 1 changed, 0 destroyed.");

    assertThat(nodesThatServe("publisher")).containsExactly("publisher-1", "publisher-2");
    assertThat(nodesThatServe("store")).containsExactly("store-1", "store-2");
  }

  @Test
  @Order(14)
  void destroyLeavesNothing() throws IOException {
    Run run = quickstart.run("destroy", "--auto-approve");

    assertThat(run.exitCode()).isZero();
    assertThat(probe.hosts()).isEmpty();
    assertThat(probe.isNetworkThere()).isFalse();
    assertThat(probe.volumes()).isEqualTo(volumesBefore);
    assertThat(quickstart.state()).contains("\"resources\": []");
  }

  private void assertPlanIsEmpty() {
    Run plan = quickstart.run("plan", "--detailed-exitcode");
    assertThat(plan.output()).contains("No changes.");
    assertThat(plan.exitCode()).isZero();
  }

  /// Addresses that the node holds a Hazelcast connection with, whoever opened it.
  private List<String> peers(String node) {
    return shell(
            node,
            "ss -Htn state established | awk '$3 ~ /:4000$/ || $4 ~ /:4000$/ {print $4}'"
                + " | sed -E 's/.*[^0-9.]?(10\\.89\\.92\\.[0-9]+).*/\\1/' | sort -u")
        .lines()
        .toList();
  }

  /// The nodes of the role that a hundred answered requests reached, by their access logs.
  private List<String> nodesThatServe(String role) {
    String name = role + ".es-wso2.com";
    String mark = "/carbon/?" + System.nanoTime();
    String statuses =
        shell(
            "database",
            "for i in $(seq "
                + REQUESTS
                + "); do curl -sk -o /dev/null -w '%{http_code}\\n' 'https://"
                + name
                + mark
                + "'; done | sort | uniq -c");
    assertThat(statuses).matches("\\s*" + REQUESTS + " (200|302)");
    return NODES.stream()
        .filter(node -> node.startsWith(role))
        .filter(node -> served(node, mark))
        .toList();
  }

  /// Tomcat writes its access log every ten seconds.
  private boolean served(String node, String mark) {
    String count =
        "cat /opt/wso2es/repository/logs/http_access_* | grep -cF '" + mark + "' || true";
    return !shell(node, "sleep 12; " + count).equals("0");
  }

  private void awaitReady(String node) throws InterruptedException {
    Instant deadline = Instant.now().plus(Duration.ofMinutes(5));
    while (!shell(node, "cat /var/lib/esform/status").contains("esform: ready")) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.sleep(Duration.ofSeconds(1));
    }
  }

  private String sql(String statement) {
    return shell("database", "mariadb -NB -e \"" + statement + "\"");
  }

  private String shell(String host, String command) {
    return probe.run(PREFIX + host, command);
  }
}
