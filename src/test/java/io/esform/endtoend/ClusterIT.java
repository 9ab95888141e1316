package io.esform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.endtoend.Quickstart.Run;
import io.esform.providers.local.HostProbe;
import io.esform.testing.JlinkArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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

/// The cluster of the guide from creation to destruction: four Carbon kernels, MariaDB, Nginx, six
/// hosts. All tests use one cluster, in a fixed order.
@Tag("real")
@Tag("alone")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {

  private static final String PREFIX = "end-to-end-";
  private static final String CARBON_LOG = "/opt/wso2es/repository/logs/wso2carbon.log";
  private static final List<String> NAMES = List.of("publisher.es-wso2.com", "store.es-wso2.com");
  private static final String COOKIE = "-var=stickiness=cookie";

  /// The modules that kernel 4.7.1 needs.
  private static final String MODULES =
      "java.se,jdk.unsupported,jdk.crypto.ec,jdk.naming.rmi,jdk.management.agent,jdk.zipfs";

  private final HostProbe probe = HostProbe.of(Quickstart.NETWORK);
  private final Cluster cluster = new Cluster(probe, PREFIX);
  private Quickstart quickstart = Quickstart.in(Path.of("."));
  private Users users = new Users(quickstart);
  private Run applied = new Run(-1, "");
  private Path directory = Path.of("unset");
  private String deliveredJava = "";
  private List<String> volumesBefore = List.of();

  @BeforeAll
  void bringUp(@TempDir Path directory) throws IOException {
    this.directory = directory;
    volumesBefore = probe.volumes();
    quickstart = Quickstart.copiedTo(directory);
    users = new Users(quickstart);
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
    assertThat(cluster.peers(node)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"publisher-1", "publisher-2", "store-1", "store-2"})
  @Order(3)
  void everyNodeMountsTheRegistryFromTheDatabase(String node) {
    for (String database : List.of("govregistry", "configregistry")) {
      assertThat(
              cluster.shell(node, "grep -c 'Connected to mount at " + database + "' " + CARBON_LOG))
          .isNotEqualTo("0");
    }
    assertThat(
            cluster.shell(
                node,
                "grep -E 'ERROR|FATAL' "
                    + CARBON_LOG
                    // The first probe of a registry reads a resource that does not exist yet.
                    + " | grep -v ServerRolesManager"
                    + " | grep -E 'registry|user.core|ndatasource|clustering|axis2|not bound'"))
        .isEmpty();
  }

  @Test
  @Order(4)
  void everyDatabaseHasItsTablesLoadedByOneNode() {
    String tables =
        cluster.sql(
            "SELECT table_schema FROM information_schema.tables WHERE table_schema LIKE 'ES\\_%'"
                + " AND table_name <> 'esform_schema' GROUP BY 1 ORDER BY 1");
    assertThat(tables.lines())
        .containsExactlyInAnyOrder(
            "ES_Identitydb", "ES_Socialdb", "ES_Storagedb", "ES_carbondb", "ES_regdb", "ES_umdb");
    for (String database : tables.lines().toList()) {
      assertThat(
              cluster.sql("SELECT COUNT(*), COUNT(finished) FROM " + database + ".esform_schema"))
          .isEqualTo("1\t1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"publisher", "store"})
  @Order(5)
  void requestsToANameStayOnOneNodeWithStickiness(String role) {
    assertThat(cluster.nodesThatServe(role)).hasSize(1);
  }

  /// All tests under load have clients in these networks.
  @Test
  @Order(5)
  void clientsOfManyNetworksReachAllNodes() throws Exception {
    try (var networks = ClientNetworks.open(users.requests(), cluster)) {
      String mark = networks.visit(NAMES);
      assertThat(cluster.requests(Cluster.NODES, mark).values()).doesNotContain(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"publisher.es-wso2.com", "store.es-wso2.com"})
  @Order(5)
  void aUserLogsInAndStaysOnTheNodeThoughTheSessionCookieChanges(String name) throws Exception {
    assertUserStays(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"publisher", "store"})
  @Order(6)
  void httpLeadsToHttpsOnTheSameName(String role) {
    String name = role + ".es-wso2.com";
    assertThat(
            cluster.shell(
                "database", "curl -s -o /dev/null -w '%{redirect_url}' http://" + name + "/x"))
        .isEqualTo("https://" + name + "/x");
  }

  @Test
  @Order(7)
  void nginxAcceptsItsConfiguration() {
    assertThat(cluster.shell("load-balancer", "nginx -t 2>&1"))
        .contains("syntax is ok", "test is successful");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"database", "load-balancer", "publisher-1", "publisher-2", "store-1", "store-2"})
  @Order(8)
  void cloudInitIsDoneAndFindsItsConfigurationValid(String host) {
    assertThat(cluster.shell(host, "cloud-init status")).isEqualTo("status: done");
    assertThat(
            cluster.shell(
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
    String before = cluster.shell("store-2", files);

    probe.restart(PREFIX + "store-2");
    cluster.awaitReady("store-2");

    assertThat(cluster.shell("store-2", files)).isEqualTo(before);
    assertThat(cluster.shell("store-2", "journalctl -b -o cat | grep 'files changed' | tail -n 1"))
        .isEqualTo("esform: 0 files changed");
    assertThat(cluster.peers("store-2")).hasSize(3);
  }

  @Test
  @Order(11)
  void aRemovedHostIsPlannedAsOneCreationAndComesBackIntoTheCluster() {
    probe.remove(PREFIX + "publisher-2");

    assertThat(quickstart.run("plan").output())
        .contains("Plan: 1 to add, 0 to change, 0 to destroy.");
    assertThat(quickstart.run("apply", "--auto-approve").exitCode()).isZero();

    assertThat(cluster.shell("publisher-2", "hostname -i")).contains("10.76.0.12");
    assertThat(cluster.peers("publisher-2")).hasSize(3);
    assertPlanIsEmpty();
  }

  @Test
  @Order(12)
  void aChangedPoolIsPlannedAsAChangeOfTheDatasourcesOfFourNodes() {
    Run planned = quickstart.run("plan", "-var=max_active=60", "--detailed-exitcode");
    assertThat(planned.exitCode()).isEqualTo(2);
    assertThat(planned.output()).contains("Plan: 0 to add, 4 to change, 0 to destroy.");
    assertThat(planned.output().lines().filter(line -> line.matches(" +[-+~] /.*")))
        .isNotEmpty()
        .allMatch(line -> line.contains("/opt/wso2es/repository/conf/deployment.toml"));
    assertThat(planned.output())
        .containsPattern("-max_active = \"50\"\\s+\\+max_active = \"60\"")
        .containsPattern("-pool_options.maxActive = \"50\"\\s+\\+pool_options.maxActive = \"60\"");
  }

  @Test
  @Order(13)
  void withTheLoadBalancersOwnCookieUsersStayToo() throws Exception {
    Run run = quickstart.run("apply", "--auto-approve", COOKIE);
    assertThat(run.output()).contains("Resources: 0 added, 1 changed, 0 destroyed.");

    for (String name : NAMES) {
      for (int browser = 0; browser < 6; browser++) {
        assertUserStays(name);
      }
    }
  }

  /// Whichever node the browser is on, it has to change to the other one when both stop in turn.
  @Test
  @Order(14)
  void afterAFailoverAUserIsAskedToLogInAgainAndNothingWorse() throws Exception {
    String password = users.password();
    var browser = new BrowserSession(users.requests(), "store.es-wso2.com");
    assertThat(browser.logIn(password)).isEqualTo(BrowserSession.LOGGED_IN);
    var seen = new ArrayList<String>();
    for (String node : List.of("store-1", "store-2")) {
      cluster.shell(node, "systemctl stop wso2es");
      seen.add(browser.home());
      assertThat(browser.logIn(password)).isEqualTo(BrowserSession.LOGGED_IN);
      assertThat(browser.home()).isEqualTo(BrowserSession.LOGGED_IN);
      assertThat(cluster.shell(node, "systemctl start wso2es && echo serves")).isEqualTo("serves");
    }
    assertThat(seen)
        .contains(BrowserSession.ASKED)
        .isSubsetOf(BrowserSession.ASKED, BrowserSession.LOGGED_IN);
  }

  /// A killed node restarts by itself, and its users log in again.
  @Test
  @Order(15)
  void aServiceThatIsKilledComesBackAndUsersLogIn() throws Exception {
    cluster.kill("publisher-1", "java");
    cluster.kill("load-balancer", "nginx");
    cluster.kill("database", "mariadbd");

    cluster.awaitServing("database", "mariadb -e 'SELECT 1'");
    cluster.awaitRestart("publisher-1", "wso2es");
    cluster.awaitRestart("load-balancer", "nginx");
    assertThat(cluster.peers("publisher-1")).hasSize(3);
    for (String name : NAMES) {
      users.awaitStay(name);
    }
    assertThat(quickstart.run("plan", COOKIE).output()).contains("No changes.");
  }

  /// The next change of all nodes takes the nodes back to the Java of their package.
  @Test
  @Order(16)
  void aDeliveredJavaAndAChangedPoolReachAllNodesOneByOneAndNoRequestFails() throws Exception {
    JlinkArchive java = JlinkArchive.make(directory, MODULES);
    deliveredJava =
        "-var=java={ source = \"%s\", sha256 = \"%s\" }".formatted(java.file(), java.sha256());
    String[] wanted = {"-var=max_active=60", COOKIE, deliveredJava};

    Run run = applyUnderLoad("Java and max_active of four nodes", wanted);

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output()).contains("the pack supports Java 11 to 17, not Java 25");
    String home = "/opt/esform/java/" + java.sha256();
    for (String node : Cluster.NODES) {
      assertThat(cluster.shell(node, "ps -C java -o args=")).startsWith(home + "/bin/java ");
      assertThat(cluster.shell(node, "grep JAVA_HOME /etc/esform/carbon.env"))
          .isEqualTo("JAVA_HOME=" + home);
      assertThat(cluster.hasPool(node, 60)).isTrue();
      assertThat(cluster.peers(node)).hasSize(3);
    }
    for (String name : NAMES) {
      assertUserStays(name);
    }
    assertThat(quickstart.run("plan", wanted).output()).contains("No changes.");
  }

  @Test
  @Order(17)
  void withoutStickinessBothNodesOfARoleServe() throws Exception {
    Run run =
        applyUnderLoad("stickiness", "-var=max_active=60", "-var=stickiness=none", deliveredJava);
    assertThat(run.output()).contains("Resources: 0 added, 1 changed, 0 destroyed.");

    assertThat(cluster.nodesThatServe("publisher")).containsExactly("publisher-1", "publisher-2");
    assertThat(cluster.nodesThatServe("store")).containsExactly("store-1", "store-2");
  }

  @Test
  @Order(18)
  void aNodeMoreAndAChangedPoolReachAllNodesAndNoRequestFails() throws Exception {
    String[] wanted = {"-var=max_active=70", "-var=stickiness=none", "-var=store_count=3"};

    Run run = applyUnderLoad("a node more, and max_active of all", wanted);

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(Cluster.NODES).allMatch(node -> cluster.hasPool(node, 70));
    assertThat(Cluster.NODES)
        .allMatch(node -> cluster.shell(node, "ls -A /opt/esform/java").isEmpty());
    assertThat(cluster.peers("store-3")).hasSize(4);
    assertThat(quickstart.run("plan", wanted).output()).contains("No changes.");
  }

  @Test
  @Order(19)
  void allPoolsAreFullAtTheSameTimeAndNoConnectionIsRefused() throws Exception {
    new Pools(cluster, directory)
        .assertAllFit(Stream.concat(Cluster.NODES.stream(), Stream.of("store-3")).toList(), 70);
  }

  @Test
  @Order(20)
  void destroyLeavesNothing() throws IOException {
    Run run = quickstart.run("destroy", "--auto-approve");

    assertThat(run.exitCode()).isZero();
    assertThat(probe.hosts()).isEmpty();
    assertThat(probe.isNetworkThere()).isFalse();
    assertThat(probe.volumes()).isEqualTo(volumesBefore);
    assertThat(quickstart.state()).contains("\"resources\": []");
  }

  private void assertUserStays(String name) throws IOException, GeneralSecurityException {
    assertThat(users.stay(name)).isEqualTo("stayed");
  }

  private void assertPlanIsEmpty() {
    Run plan = quickstart.run("plan", "--detailed-exitcode");
    assertThat(plan.output()).contains("No changes.");
    assertThat(plan.exitCode()).isZero();
  }

  private Run applyUnderLoad(String what, String... variables) throws Exception {
    return new ApplyUnderLoad(quickstart, users, cluster).run(what, variables);
  }
}
