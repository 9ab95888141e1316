package io.esform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.FaultyDisk.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An apply in a separate process that is killed at each of its file operations in turn, and the
/// following run.
@Tag("real")
class ApplyKillIT {

  private static final int NOTES = 8;
  private static final int IN_STATE = 12;
  private static final int KILLED = 137;
  private static final List<String> HERE = List.of();
  private static final Pattern CREATED = Pattern.compile("(?m)^(\\S+): Creation complete");
  private static final Pattern CREATING = Pattern.compile("(?m)^(\\S+): Creating");

  @TempDir private Path root = Path.of("unset");
  private int directories;

  private Path project() throws IOException {
    Path directory = Files.createDirectory(root.resolve("project-" + ++directories));
    Files.writeString(
        directory.resolve("main.esf"),
        """
        resource "esform_data" "d" {
          count = %d
          input = count.index
        }

        resource "note" "n" {
          count = %d
          name  = "n${count.index}"
          text  = esform_data.d[count.index].id
        }
        """
            .formatted(IN_STATE, NOTES));
    return directory;
  }

  private static String[] apply(String... before) {
    return Stream.concat(
            Stream.of(before), Stream.of("apply", "--auto-approve", "--parallelism", "4"))
        .toArray(String[]::new);
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> listed(Path directory) {
    CommandRun list = CommandRun.of(directory, List.of("state", "list"), null);
    assertThat(list.exit()).as(list.err()).isZero();
    return list.out().lines().map(line -> line.split(" ", 2)[0]).collect(Collectors.toSet());
  }

  private static void assertHeals(Path directory, String shown, String what) throws IOException {
    Set<String> kept = listed(directory);
    assertThat(kept).as(what).containsAll(found(CREATED, shown));
    CommandRun mended = CommandRun.of(directory, List.of("apply", "--auto-approve"), null);
    assertThat(mended.exit()).as("%s\n%s", what, mended.err()).isZero();
    assertThat(found(CREATING, mended.out())).as(what).noneMatch(kept::contains);
    assertThat(listed(directory)).as(what).hasSize(IN_STATE + NOTES);
    assertThat(directory.resolve("esform.state.journal")).doesNotExist();
    CommandRun plan = CommandRun.of(directory, List.of("plan", "--detailed-exitcode"), null);
    assertThat(plan.exit()).as("%s\n%s", what, plan.out()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"HALT_BEFORE", "HALT_HALF_WAY", "HALT_AFTER"})
  void whereverAnApplyIsKilledTheNextDoesTheRestAndNothingTwice(Fault fault) throws Exception {
    int operation = 0;
    int exit = KILLED;
    while (exit == KILLED) {
      operation++;
      Path directory = project();
      try (Run run =
          Run.start(directory, HERE, apply("halt", fault.name(), Integer.toString(operation)))) {
        exit = run.exit();
        assertHeals(directory, run.text(), "%s at operation %d".formatted(fault, operation));
      }
    }
    assertThat(exit).isZero();
    assertThat(operation).isGreaterThan(15);
    System.getLogger("kills")
        .log(System.Logger.Level.INFO, "%s: killed %d times".formatted(fault, operation - 1));
  }

  @Test
  void theFirstSignalLetsCallsEndAndReportsTheRest() throws Exception {
    Path directory = project();
    // Four calls wait for the first append to the journal; the other notes have not been started.
    try (Run run = Run.start(directory, HERE, apply("pause", "create", "esform.state.journal"))) {
      run.awaitPause();
      run.signal("TERM");
      run.await("Stopping:");
      run.resume();
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.text()).contains("the run was stopped");
      assertThat(directory.resolve("esform.state.journal")).doesNotExist();
      assertThat(directory.resolve("esform.state.holder")).doesNotExist();
      assertHeals(directory, run.text(), "stopped");
    }
  }

  @Test
  void theSecondSignalEndsTheRunAtOnceAndNothingIsLost() throws Exception {
    Path directory = project();
    try (Run run = Run.start(directory, HERE, apply("pause", "append", "esform.state.journal"))) {
      run.awaitPause();
      run.signal("TERM");
      run.await("Stopping:");
      run.signal("TERM");
      assertThat(run.exit()).isEqualTo(130);
      assertThat(run.text()).contains("Stopped immediately.");
      assertHeals(directory, run.text(), "stopped at once");
    }
  }
}
