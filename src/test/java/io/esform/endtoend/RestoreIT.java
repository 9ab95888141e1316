package io.esform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.endtoend.Quickstart.Place;
import io.esform.endtoend.Quickstart.Run;
import io.esform.endtoend.SteadyLoad.Account;
import io.esform.providers.local.HostProbe;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
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

/// A rollout whose second node fails under load, with both values of `on_failure`.
///
/// The change is an option of the Java virtual machine for a log file. On the second publisher, a
/// directory is in the place of the file, so that its virtual machine does not start.
@Tag("real")
@Tag("alone")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestoreIT {

  private static final Logger LOG = System.getLogger(RestoreIT.class.getName());

  private static final String PREFIX = "restored-";
  private static final String NODE = PREFIX + "publisher-2";
  private static final String PUBLISHER = "publisher.es-wso2.com";
  private static final List<String> NAMES = List.of(PUBLISHER, "store.es-wso2.com");
  private static final List<String> NODES = List.of("publisher-1", "publisher-2", "store-1");
  private static final String LOG_FILE = "/var/tmp/gc.log";
  private static final String OPTION = "-XX:+UseSerialGC";
  private static final String WITH_LOG = OPTION + " -Xlog:gc:file=" + LOG_FILE;
  private static final String RESTORE = "-var=on_failure=restore";

  /// The files that esform and the kernel read, and their checksums.
  private static final String FILES =
      "find /etc/esform /opt/wso2es/repository/conf -type f | sort | xargs sha256sum";

  /// Logs in on the node itself as the administrator, without the load balancer; prints `logged
  /// in`. Carbon expects the port of the load balancer in the referrer.
  private static final String LOGIN =
      """
      cd "$(mktemp -d)"
      base=https://10.76.16.12:9443/carbon/admin
      ask() { curl -sk -b jar -c jar -e "${base/9443/18462}/login.jsp" "$@"; }
      ask -o page $base/login.jsp
      ask -o page $base/js/csrfPrevention.js
      token=$(ask -X POST -H 'FETCH-CSRF-TOKEN: 1' -d '' $base/js/csrfPrevention.js)
      ask -o page -d "username=admin&${token%%:*}=${token#*:}" \\
        --data-urlencode password@/etc/esform/secrets/admin_password $base/login_action.jsp
      ask $base/index.jsp | grep -q logout_action.jsp && echo logged in
      """;

  private final HostProbe probe = HostProbe.of("esform-restored");
  private Quickstart quickstart = Quickstart.in(Path.of("."));

  @BeforeAll
  void bringUp(@TempDir Path directory) throws IOException {
    quickstart =
        Quickstart.copiedTo(directory, new Place("restored", "10.76.16.0/20", 18462, 18463));
    Run run = apply();
    assertThat(run.exitCode()).as(run.output()).isZero();
    probe.run(NODE, "mkdir " + LOG_FILE);
  }

  @AfterAll
  void bringDown() throws IOException {
    quickstart.run("destroy", "--auto-approve", "-var=store_count=1");
    quickstart.unlinkInputs();
    probe.close();
  }

  private Run apply(String... arguments) {
    var words = new ArrayList<>(List.of("--auto-approve", "-var=store_count=1"));
    words.addAll(List.of(arguments));
    return quickstart.run("apply", words.toArray(String[]::new));
  }

  private String files(String host) {
    return probe.run(host, FILES);
  }

  @Test
  @Order(1)
  void withRestoreTheFailedNodeHasItsFilesAgainAndServes() throws Exception {
    String before = files(NODE);
    quickstart.edit(OPTION, WITH_LOG);

    Run run = applyUnderLoad("restore", RESTORE);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.unwrapped())
        .contains("publisher-2 reports: Carbon ended", "The last lines of its log:")
        .contains("Instance restored", "has the arguments of generation 1 again")
        .contains("is ready as generation 3");
    assertThat(files(NODE)).isEqualTo(before);
    assertThat(probe.status(NODE)).isEqualTo("esform: ready 3");
    assertThat(probe.run(NODE, LOGIN)).isEqualTo("logged in");
    assertThat(probe.run(PREFIX + "publisher-1", "ls " + LOG_FILE)).isEqualTo(LOG_FILE);
  }

  @Test
  @Order(2)
  void theNextPlanShowsWhatWasTried() {
    Run plan = quickstart.run("plan", "-var=store_count=1", RESTORE);

    assertThat(plan.unwrapped())
        .contains("Plan: 0 to add, 2 to change, 0 to destroy.")
        .contains("tried generation 2 and restored generation 1");
  }

  @Test
  @Order(3)
  void withStopTheFailedNodeStaysAsItIs() throws Exception {
    Run run = applyUnderLoad("stop");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output())
        .contains("publisher-2 reports: Carbon ended", "Rollout stopped")
        .doesNotContain("Instance restored");
    assertThat(probe.run(NODE, "grep -c gc.log /etc/esform/carbon.env")).isEqualTo("1");
    assertThat(probe.status(NODE)).startsWith("esform: failed Carbon ended");
  }

  /// The last good generation stays known after a failure without a return.
  @Test
  @Order(4)
  void aLaterApplyRestoresTheNodeThatWasLeft() throws Exception {
    Run run = applyUnderLoad("restore after stop", RESTORE);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("Instance restored");
    assertThat(probe.run(NODE, "grep -c gc.log /etc/esform/carbon.env")).isEqualTo("0");
    assertThat(probe.run(NODE, LOGIN)).isEqualTo("logged in");
  }

  /// The next run knows the last good generation, and tries the configuration once more.
  @Test
  @Order(5)
  void aReturnThatIsKilledIsResolvedByTheNextApply() throws Exception {
    Process run = quickstart.start("apply", "--auto-approve", "-var=store_count=1", RESTORE);
    try (BufferedReader output = run.inputReader()) {
      String line = output.readLine();
      while (line != null && !line.contains("failed; restoring generation")) {
        line = output.readLine();
      }
      run.destroyForcibly().waitFor();
      assertThat(line).as("the return began").isNotNull();
    }

    Run next = applyUnderLoad("restore after kill", RESTORE);

    assertThat(next.exitCode()).isEqualTo(1);
    assertThat(next.unwrapped()).contains("Restore was interrupted", "Instance restored");
    assertThat(probe.run(NODE, "grep -c gc.log /etc/esform/carbon.env")).isEqualTo("0");
    assertThat(probe.run(NODE, LOGIN)).isEqualTo("logged in");
  }

  @Test
  @Order(6)
  void afterTheCauseIsCorrectedTheRolloutContinues() throws Exception {
    probe.run(NODE, "rmdir " + LOG_FILE);

    Run run = apply(RESTORE);

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(quickstart.run("plan", "-var=store_count=1", RESTORE).output())
        .contains("No changes.");
  }

  /// The time from the start of the failed step until its end, with a return in it.
  private static String failedAfter(Run run) {
    return run.output()
        .lines()
        .filter(line -> line.contains(": Update failed after "))
        .map(line -> line.replaceAll(".*: Update failed after (\\S+).*", "$1"))
        .findFirst()
        .orElse("no");
  }

  /// Applies during requests, of which none may fail.
  private Run applyUnderLoad(String what, String... variables) throws Exception {
    var cluster = new Cluster(probe, PREFIX);
    Account account;
    Run run;
    String mark;
    try (var networks = ClientNetworks.open(new Users(quickstart).requests(), cluster);
        var load = SteadyLoad.start(networks.clients(), NAMES)) {
      run = apply(variables);
      account = load.stop();
      mark = load.mark();
    }
    SortedMap<String, Integer> byNode = cluster.requests(NODES, mark);
    LOG.log(
        Level.INFO,
        "{0}: {1}; by node: {2}; the step of the failed node took {3}; {4}",
        what,
        account,
        byNode,
        failedAfter(run),
        probe.status(NODE));
    assertThat(account.failures()).as("%s\n%s", account, run.output()).isEmpty();
    assertThat(byNode.get("publisher-1")).isPositive();
    assertThat(byNode.get("store-1")).isPositive();
    return run;
  }
}
