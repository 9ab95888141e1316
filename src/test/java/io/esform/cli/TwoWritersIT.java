package io.esform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two runs on one state, one of them stopped at a critical operation. Needs root, for namespaces.
@Tag("real")
class TwoWritersIT {

  /// As in a separate container: process ids start again, and the host name is the same.
  private static final List<String> CONTAINER =
      List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child");

  private static final List<String> HERE = List.of();
  private static final Pattern SERIAL = Pattern.compile("\"serial\": (\\d+)");
  private static final int PROCESSES = 16;
  private static final int ROUNDS = 100;

  @TempDir private Path directory = Path.of("unset");

  @BeforeEach
  void configure() throws IOException {
    write(3);
  }

  private void write(int notes) throws IOException {
    Files.writeString(
        directory.resolve("main.esf"),
        """
        resource "note" "n" {
          count = %d
          name  = "n${count.index}"
          text  = "of %d"
        }
        """
            .formatted(notes, notes));
  }

  private long serial() throws IOException {
    var matcher = SERIAL.matcher(Files.readString(directory.resolve("esform.state")));
    assertThat(matcher.find()).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  private List<String> listed() {
    return CommandRun.of(directory, List.of("state", "list"), null).out().lines().toList();
  }

  private static String[] apply(String... before) {
    var words = new ArrayList<>(List.of(before));
    words.addAll(List.of("apply", "--auto-approve"));
    return words.toArray(String[]::new);
  }

  private void assertRefused(List<String> prefix, String... words)
      throws IOException, InterruptedException {
    try (Run other = Run.start(directory, prefix, words)) {
      assertThat(other.exit()).as(other.text()).isEqualTo(1);
      assertThat(other.text()).containsAnyOf("State is locked", "Lock is in use");
    }
  }

  /// The run with the lock is stopped between the check of the serial and the rename, before its
  /// first record, and between two records.
  @ParameterizedTest
  @CsvSource({
    "move, esform.state",
    "create, esform.state.journal",
    "append, esform.state.journal",
    "delete, esform.state.journal",
    "delete, esform.state.holder"
  })
  void whileARunIsStoppedNoOtherRunWrites(String operation, String file) throws Exception {
    CommandRun first = CommandRun.of(directory, List.of("apply", "--auto-approve"), null);
    assertThat(first.exit()).as(first.err()).isZero();
    write(6);
    long before = serial();
    try (Run run = Run.start(directory, HERE, apply("pause", operation, file))) {
      run.awaitPause();
      run.signal("STOP");
      String state = Files.readString(directory.resolve("esform.state"));

      assertRefused(HERE, apply("halt", "HALT_BEFORE", "1000000"));
      assertRefused(CONTAINER, apply("halt", "HALT_BEFORE", "1000000"));
      assertRefused(HERE, apply("-Dclock=100", "halt", "HALT_BEFORE", "1000000"));
      assertRefused(CONTAINER, apply("-Dclock=-100", "halt", "HALT_BEFORE", "1000000"));
      if (!file.endsWith("holder")) {
        assertRefused(CONTAINER, "halt", "HALT_BEFORE", "1000000", "force-unlock", "--force");
      }
      assertThat(directory.resolve("esform.state")).hasContent(state);

      run.signal("CONT");
      run.resume();
      assertThat(run.exit()).as(run.text()).isZero();
    }
    assertThat(listed()).hasSize(6);
    assertThat(serial()).isGreaterThan(before);
    CommandRun plan = CommandRun.of(directory, List.of("plan", "--detailed-exitcode"), null);
    assertThat(plan.exit()).as(plan.out()).isZero();
  }

  @Test
  void aForceUnlockThatIsStoppedRemovesNoLaterLock() throws Exception {
    Files.writeString(
        directory.resolve("esform.state.holder"),
        "host: elsewhere\npid: 1\nboot: another\noperation: apply\nsince: 2026-01-01T00:00:00Z\nnonce: n\n");
    try (Run unlock =
        Run.start(
            directory,
            HERE,
            "-Dshared=true",
            "pause",
            "delete",
            "esform.state.holder",
            "force-unlock",
            "--force")) {
      unlock.awaitPause();
      unlock.signal("STOP");
      assertRefused(HERE, apply("halt", "HALT_BEFORE", "1000000"));
      unlock.signal("CONT");
      unlock.resume();
      assertThat(unlock.exit()).as(unlock.text()).isZero();
    }
    try (Run later = Run.start(directory, HERE, apply("pause", "create", "esform.state.journal"))) {
      later.awaitPause();
      assertThat(directory.resolve("esform.state.holder")).content().contains("operation: apply");
      assertRefused(HERE, "halt", "HALT_BEFORE", "1000000", "force-unlock", "--force");
      later.resume();
      assertThat(later.exit()).as(later.text()).isZero();
    }
    assertThat(listed()).hasSize(3);
  }

  @Test
  void aRunWhoseLockWasRemovedByHandStopsWithoutWriting() throws Exception {
    try (Run run = Run.start(directory, HERE, apply("pause", "create", "esform.state.journal"))) {
      run.awaitPause();
      Files.delete(directory.resolve("esform.state.lock"));
      Files.delete(directory.resolve("esform.state.holder"));
      CommandRun other = CommandRun.of(directory, List.of("apply", "--auto-approve"), null);
      assertThat(other.exit()).as(other.err()).isZero();
      String state = Files.readString(directory.resolve("esform.state"));

      run.resume();

      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.text()).doesNotContain("Bug in esform").doesNotContain("mv ");
      assertThat(directory.resolve("esform.state")).hasContent(state);
    }
    assertThat(listed()).hasSize(3);
  }

  @Test
  void manyProcessesAddToOneStateAndNothingIsLost() throws Exception {
    List<Run> runs = new ArrayList<>();
    try {
      for (int process = 0; process < PROCESSES; process++) {
        runs.add(
            Run.start(
                directory,
                process % 4 == 0 ? CONTAINER : HERE,
                LockRounds.class,
                Integer.toString(process),
                Integer.toString(ROUNDS)));
      }
      for (Run run : runs) {
        assertThat(run.exit()).as(run.text()).isZero();
      }
    } finally {
      runs.forEach(Run::close);
    }
    assertThat(listed()).hasSize(PROCESSES * ROUNDS);
    // The very first round also saves the empty state.
    assertThat(serial()).isEqualTo(PROCESSES * ROUNDS + 1);
  }
}
