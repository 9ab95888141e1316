package io.esform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.FaultyDisk;
import io.esform.testing.FaultyDisk.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every file operation of a command fails in every way. No change that was reported is lost, no
/// object is created twice, only complete files remain, and the same command succeeds afterwards.
class FileFaultsTest {

  private static final Pattern CREATED = Pattern.compile("(?m)^(\\S+): Creation complete");
  private static final Pattern CREATING = Pattern.compile("(?m)^(\\S+): Creating");
  private static final Pattern PUSH = Pattern.compile("esform state push (\\S+)");
  private static final Pattern VERSION = Pattern.compile("[0-9]{8}");
  @TempDir private Path root = Path.of("unset");
  private int runs;

  static Stream<FileFaultStory> stories() {
    return FileFaultStory.all().stream();
  }

  @ParameterizedTest
  @MethodSource("stories")
  void whateverGoesWrongNothingIsLost(FileFaultStory story) throws IOException {
    for (Fault fault : Fault.values()) {
      int operation = 1;
      while (strike(story, fault, operation)) {
        operation++;
      }
      assertThat(operation).isGreaterThan(3);
    }
    System.getLogger("faults")
        .log(System.Logger.Level.INFO, "%s: %d runs".formatted(story.name(), runs));
  }

  /// Whether the command reached that operation.
  private boolean strike(FileFaultStory story, Fault fault, int operation) throws IOException {
    Path directory = Files.createDirectory(root.resolve("run-" + ++runs));
    Files.createDirectory(directory.resolve("plans"));
    story.prepare(directory);
    var disk = FaultyDisk.striking(fault, operation);
    String what = "%s: %s at operation %d".formatted(story.name(), fault, operation);
    CommandRun struck = CommandRun.of(directory, story.command(), null, disk);
    boolean came = disk.hasStruck();
    disk.dropLocks();
    if (!came) {
      return false;
    }
    String output = struck.out() + struck.err();
    assertThat(output).as(what).doesNotContain("Bug in esform", "unforeseen", "bug in esform");
    if (struck.exit() != CommandRun.HALTED) {
      followAdvice(directory, struck.err(), what);
    }
    Set<String> listed = listed(directory, what);
    assertThat(listed).as(what).containsAll(survivors(found(CREATED, output), story));
    assertIsOutcome(story, listed, what);
    if (struck.exit() == 0) {
      assertThat(listed).as(what).isEqualTo(story.outcomes().getLast());
    }
    assertHeals(story, directory, listed, what);
    return true;
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> survivors(Set<String> created, FileFaultStory story) {
    return story.isGradual() ? created : Set.of();
  }

  /// Follows the message's advice for a state that could not be saved.
  private static void followAdvice(Path directory, String output, String what) throws IOException {
    String file = null;
    if (output.contains("State must be saved by hand")) {
      file = "copied.esform.state";
      Files.writeString(
          directory.resolve(file),
          output.substring(output.indexOf("      {"), output.lastIndexOf('}') + 1));
    } else if (output.contains("State was saved elsewhere")) {
      file =
          PUSH.matcher(output)
              .results()
              .map((MatchResult it) -> it.group(1).replace("DIR", directory.toString()))
              .findFirst()
              .orElseThrow(() -> new AssertionError(what + ": no way back is shown:\n" + output));
    }
    if (file != null) {
      CommandRun push = CommandRun.of(directory, List.of("state", "push", file), null);
      assertThat(push.exit()).as("%s\n%s\n%s", what, output, push.err()).isZero();
      Files.delete(directory.resolve(file));
    }
  }

  private static Set<String> listed(Path directory, String what) {
    CommandRun list = CommandRun.of(directory, List.of("state", "list"), null);
    assertThat(list.exit()).as("%s\n%s", what, list.err()).isZero();
    return new HashSet<>(list.out().lines().map(line -> line.split(" ", 2)[0]).toList());
  }

  private static void assertIsOutcome(FileFaultStory story, Set<String> listed, String what) {
    if (story.isGradual()) {
      Set<String> most = new HashSet<>();
      story.outcomes().forEach(most::addAll);
      assertThat(listed).as(what).isSubsetOf(most);
    } else {
      assertThat(story.outcomes()).as(what).contains(listed);
    }
  }

  private static void assertHeals(
      FileFaultStory story, Path directory, Set<String> listed, String what) throws IOException {
    CommandRun again = CommandRun.of(directory, story.command(), null);
    assertThat(again.err()).as(what).doesNotContain("Bug in esform", "unforeseen");
    if (story.isGradual()) {
      assertThat(again.exit()).as("%s\n%s", what, again.err()).isZero();
      assertThat(found(CREATING, again.out())).as(what).noneMatch(listed::contains);
    }
    assertThat(listed(directory, what)).as(what).isEqualTo(story.outcomes().getLast());
    assertThat(left(directory))
        .as(what)
        .filteredOn(name -> !VERSION.matcher(name).matches())
        .isSubsetOf(FileFaultStory.LEFT);
    if (story.isGradual()) {
      boolean gone = story.outcomes().getLast().isEmpty();
      CommandRun plan =
          CommandRun.of(
              directory,
              gone
                  ? List.of("plan", "--destroy", "--detailed-exitcode")
                  : List.of("plan", "--detailed-exitcode"),
              null);
      assertThat(plan.exit()).as("%s\n%s%s", what, plan.out(), plan.err()).isZero();
      assertThat(notes(directory)).as(what).hasSize(gone ? 0 : 2);
    }
  }

  private static List<Path> notes(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("notes"))) {
      return files.toList();
    }
  }

  private static Set<String> left(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory).skip(1)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
