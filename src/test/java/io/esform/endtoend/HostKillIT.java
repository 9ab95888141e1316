package io.esform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.endtoend.Quickstart.Place;
import io.esform.endtoend.Quickstart.Run;
import io.esform.providers.local.HostProbe;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The six hosts of the quickstart, brought up by runs of which ten are killed, and taken down by
/// runs of which three are. What a killed run has made goes on booting; the next takes it over.
@Tag("real")
class HostKillIT {

  private static final int KILLS = 10;
  private static final int DESTROY_KILLS = 3;
  private static final int HOSTS = 6;

  /// The first calls come one upon another; later ones wait for hosts to be ready.
  private static final int EARLY_KILLS = 5;

  private static final int EARLY_MILLISECONDS = 2_500;
  private static final int LATE_MILLISECONDS = 15_000;

  private final HostProbe probe = HostProbe.of("esform-killed");
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final Map<String, String> seen = new TreeMap<>();
  private Quickstart quickstart = Quickstart.in(Path.of("."));
  private File output = new File("unset");

  @BeforeEach
  void copy(@TempDir Path directory) throws IOException {
    quickstart = Quickstart.copiedTo(directory, new Place("killed", "10.89.93.0/24", 18444, 18082));
    output = directory.resolve("killed.out").toFile();
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
      int limit = kill < EARLY_KILLS ? EARLY_MILLISECONDS : LATE_MILLISECONDS;
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
      account.append(killed("destroy", EARLY_MILLISECONDS));
    }
    Run destroyed = quickstart.run("destroy", "--auto-approve");
    assertThat(destroyed.exitCode()).as("%s\n%s", account, destroyed.output()).isZero();
    assertThat(probe.hosts()).isEmpty();
    assertThat(probe.isNetworkThere()).isFalse();
    System.getLogger("kills").log(System.Logger.Level.INFO, account.toString());
  }

  /// Kills a run at a random time after its first call began.
  private String killed(String command, int limit) throws IOException, InterruptedException {
    Process run = quickstart.start(output, command, "--auto-approve");
    while (run.isAlive() && !Files.readString(output.toPath()).contains("ing...")) {
      Thread.sleep(5);
    }
    int wait = random.nextInt(limit);
    Thread.sleep(wait);
    run.destroyForcibly().waitFor();
    return "; %s killed after %d ms with %s".formatted(command, wait, probe.hosts());
  }

  /// A container that was there once is there still, and is the same.
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
