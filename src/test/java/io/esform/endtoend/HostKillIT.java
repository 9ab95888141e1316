package io.esform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.endtoend.Quickstart.Place;
import io.esform.endtoend.Quickstart.Run;
import io.esform.providers.local.HostProbe;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The six hosts of the quickstart, created by runs of which some are killed, and destroyed by runs
/// of which two are killed. Hosts of a killed run continue to boot; the next run adopts them.
/// `-DhostKills=10` for more of them.
@Tag("real")
class HostKillIT {

  private static final int KILLS = Integer.getInteger("hostKills", 4);
  private static final int DESTROY_KILLS = 2;
  private static final int HOSTS = 6;

  /// The first calls follow each other quickly; later ones wait for hosts to be ready.
  private static final int EARLY_LINES = 6;

  private static final int LATE_LINES = 20;

  private final HostProbe probe = HostProbe.of("esform-killed");
  private final long seed = new SecureRandom().nextLong();
  private final Random random = new Random(seed);
  private final Map<String, String> seen = new TreeMap<>();
  private Quickstart quickstart = Quickstart.in(Path.of("."));

  @BeforeEach
  void copy(@TempDir Path directory) throws IOException {
    quickstart = Quickstart.copiedTo(directory, new Place("killed", "10.89.93.0/24", 18444, 18082));
  }

  @AfterEach
  void bringDown() throws IOException {
    quickstart.run("destroy", "--auto-approve");
    quickstart.unlinkInputs();
    probe.close();
  }

  @Test
  void noContainerIsLostOrMadeTwiceWhereverRunsAreKilled() throws Exception {
    var account = new StringBuilder("seed " + seed);
    for (int kill = 0; kill < KILLS; kill++) {
      int limit = kill % 2 == 0 ? EARLY_LINES : LATE_LINES;
      account.append(killed("apply", limit));
      assertNothingLostOrMadeTwice(account.toString());
      assertTheNextPlanOnlyMakes(account.toString());
    }

    Run whole = quickstart.run("apply", "--auto-approve");

    assertThat(whole.exitCode()).as("%s\n%s", account, whole.output()).isZero();
    assertNothingLostOrMadeTwice(account.toString());
    assertThat(probe.ids()).as("hosts and their name server").hasSize(HOSTS + 1);
    String state = quickstart.state();
    probe
        .ids()
        .forEach((name, id) -> {
          if (!name.equals("dns")) {
            assertThat(state).contains(id);
          }
        });
    assertThat(quickstart.isJournalThere()).isFalse();
    assertThat(quickstart.run("plan").output()).contains("No changes");
    for (int kill = 0; kill < DESTROY_KILLS; kill++) {
      account.append(killed("destroy", EARLY_LINES));
    }
    Run destroyed = quickstart.run("destroy", "--auto-approve");
    assertThat(destroyed.exitCode()).as("%s\n%s", account, destroyed.output()).isZero();
    assertThat(probe.hosts()).isEmpty();
    assertThat(probe.isNetworkThere()).isFalse();
    System.getLogger("kills").log(System.Logger.Level.INFO, account.toString());
  }

  /// Kills a run after a number of progress lines, unless it ends before. A running step writes a
  /// line every ten seconds.
  private String killed(String command, int limit) throws IOException, InterruptedException {
    Process run = quickstart.start(command, "--auto-approve");
    int lines = 1 + random.nextInt(limit);
    int seenLines = 0;
    try (BufferedReader output = run.inputReader()) {
      for (String line = output.readLine();
          line != null && seenLines < lines;
          line = output.readLine()) {
        seenLines += isOfStep(line) ? 1 : 0;
      }
      run.destroyForcibly().waitFor();
    }
    return "; %s killed after %d lines with %s".formatted(command, seenLines, probe.hosts());
  }

  /// `local_network.main: Creating...`
  private static boolean isOfStep(String line) {
    return line.contains("ing...") || line.contains(" complete after ");
  }

  /// Every container that existed earlier still exists with the same id.
  private void assertNothingLostOrMadeTwice(String account) {
    Map<String, String> now = probe.ids();
    assertThat(now).as(account).containsAllEntriesOf(seen);
    seen.putAll(now);
  }

  private void assertTheNextPlanOnlyMakes(String account) {
    Run plan = quickstart.run("plan");
    assertThat(plan.exitCode()).as("%s\n%s", account, plan.output()).isZero();
    assertThat(plan.output())
        .as(account)
        .doesNotContain("must be replaced")
        .doesNotContain("will be destroyed");
  }
}
