package io.esform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An apply of `bin/esform` that is killed, and what comes after.
@Tag("real")
class ApplyKillIT {

  private static final int INSTANCES = 1000;
  private static final int KILLS = 50;
  private static final int LEAST_IN_THE_MIDDLE = 20;
  private static final String PROGRAM = Path.of("bin", "esform").toAbsolutePath().toString();
  private static final Pattern PLANNED =
      Pattern.compile("Plan: (\\d+) to add, 0 to change, 0 to destroy");
  private static final Pattern PUT =
      Pattern.compile("\"record\":\"put\",\"address\":\"([^\"\\\\]*).*?\"id\":\"([0-9a-f]+)\"");
  private static final Pattern KEPT = Pattern.compile("\"id\": \"([0-9a-f]+)\"");

  @TempDir private Path root = Path.of("unset");
  private int directories;

  private Path project(int instances) throws IOException {
    Path directory = Files.createDirectory(root.resolve("project-" + ++directories));
    Files.writeString(
        directory.resolve("main.esf"),
        "resource \"esform_data\" \"d\" {\n  count = %d\n  input = count.index\n}\n"
            .formatted(instances));
    return directory;
  }

  private static Process apply(Path directory) throws IOException {
    return new ProcessBuilder(PROGRAM, "apply", "--auto-approve")
        .directory(directory.toFile())
        .redirectOutput(directory.resolve("out").toFile())
        .redirectError(directory.resolve("err").toFile())
        .start();
  }

  private static Path journal(Path directory) {
    return directory.resolve("esform.state.journal");
  }

  private static void awaitJournal(Path directory, Process run) throws InterruptedException {
    while (run.isAlive() && !Files.exists(journal(directory))) {
      Thread.sleep(1);
    }
  }

  /// Whole lines only; ids by address.
  private static Map<String, String> journaled(Path directory) throws IOException {
    var ids = new TreeMap<String, String>();
    if (Files.exists(journal(directory))) {
      String text = Files.readString(journal(directory));
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      for (String line : whole.lines().toList()) {
        Matcher put = PUT.matcher(line);
        if (put.find()) {
          ids.put(put.group(1), put.group(2));
        }
      }
    }
    return ids;
  }

  private static List<String> kept(Path directory) throws IOException {
    Path state = directory.resolve("esform.state");
    return Files.exists(state)
        ? KEPT.matcher(Files.readString(state)).results().map(it -> it.group(1)).toList()
        : List.of();
  }

  private static Map<String, String> contents(Path directory) throws IOException {
    var contents = new TreeMap<String, String>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contents;
  }

  /// How many creations the next plan proposes; it writes nothing.
  private static int planned(Path directory) throws IOException {
    Map<String, String> before = contents(directory);
    CommandRun plan = CommandRun.of(directory, List.of("plan"), null);
    assertThat(plan.exit()).as(plan.err()).isZero();
    assertThat(contents(directory)).isEqualTo(before);
    Matcher count = PLANNED.matcher(plan.out());
    if (count.find()) {
      return Integer.parseInt(count.group(1));
    }
    assertThat(plan.out()).contains("No changes");
    return 0;
  }

  private static void assertHeals(Path directory, Set<String> done, int instances)
      throws IOException {
    assertThat(planned(directory)).isEqualTo(instances - done.size());
    CommandRun mended = CommandRun.of(directory, List.of("apply", "--auto-approve"), null);
    assertThat(mended.exit()).as(mended.err()).isZero();
    List<String> ids = kept(directory);
    assertThat(ids).hasSize(instances).doesNotHaveDuplicates().containsAll(done);
    assertThat(Files.exists(journal(directory))).isFalse();
    assertThat(planned(directory)).isZero();
  }

  private static Set<String> done(Path directory) throws IOException {
    var done = new HashSet<>(kept(directory));
    done.addAll(journaled(directory).values());
    return done;
  }

  @Test
  void whereverAnApplyIsKilledTheNextDoesTheRestAndNothingTwice() throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    Path first = project(INSTANCES);
    long start = System.nanoTime();
    Process whole = apply(first);
    awaitJournal(first, whole);
    long untilJournal = System.nanoTime() - start;
    assertThat(whole.waitFor()).isZero();
    long working = System.nanoTime() - start - untilJournal;
    var account = new ArrayList<String>();
    int inTheMiddle = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Path directory = project(INSTANCES);
      Process run = apply(directory);
      boolean anywhere = kill % 5 == 0;
      if (!anywhere) {
        awaitJournal(directory, run);
      }
      long wait = (long) (random.nextDouble() * (anywhere ? untilJournal + working : working));
      TimeUnit.NANOSECONDS.sleep(wait);
      run.destroyForcibly().waitFor();

      Set<String> done = done(directory);
      account.add(
          "%s%d ms: %d"
              .formatted(
                  anywhere ? "start + " : "journal + ",
                  Duration.ofNanos(wait).toMillis(),
                  done.size()));
      inTheMiddle += Files.exists(journal(directory)) ? 1 : 0;
      assertThat(done.size()).isBetween(0, INSTANCES);
      assertHeals(directory, done, INSTANCES);
    }
    String summary = "seed %d; killed at, with so many done: %s".formatted(seed, account);
    System.getLogger("kills").log(System.Logger.Level.INFO, summary);
    assertThat(inTheMiddle).as(summary).isGreaterThanOrEqualTo(LEAST_IN_THE_MIDDLE);
  }

  private static void signal(Process run) throws IOException, InterruptedException {
    Command.run("kill", "-TERM", Long.toString(run.pid()));
  }

  private static void awaitText(Path file, Process run, String text)
      throws IOException, InterruptedException {
    while (run.isAlive() && !Files.readString(file).contains(text)) {
      Thread.sleep(1);
    }
  }

  @Test
  void theFirstSignalLetsCallsEndAndTellsTheRest() throws Exception {
    Path directory = project(10 * INSTANCES);
    Process run = apply(directory);
    awaitJournal(directory, run);

    signal(run);

    assertThat(run.waitFor()).isEqualTo(1);
    assertThat(directory.resolve("err")).content().contains("Stopping: what is running finishes");
    assertThat(directory.resolve("out")).content().contains("the run was stopped");
    assertThat(Files.exists(journal(directory))).isFalse();
    assertThat(Files.exists(directory.resolve("esform.state.lock"))).isFalse();
    assertHeals(directory, done(directory), 10 * INSTANCES);
  }

  @Test
  void theSecondSignalEndsTheRunAtOnceAndNothingIsLost() throws Exception {
    Path directory = project(10 * INSTANCES);
    Process run = apply(directory);
    awaitJournal(directory, run);

    signal(run);
    awaitText(directory.resolve("err"), run, "Stopping");
    signal(run);

    assertThat(run.waitFor()).isEqualTo(130);
    assertThat(directory.resolve("err")).content().contains("Stopped at once.");
    assertHeals(directory, done(directory), 10 * INSTANCES);
  }
}
