package io.esform.cli.kill;

import io.esform.cli.CommandRun;
import io.esform.cli.FileFaultStory;
import io.esform.cli.kill.Harm.Kind;
import io.esform.testing.CloudServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The run after a kill: the same command again, without any help. It has to complete what the
/// killed run has begun.
final class Healing {

  private static final Pattern CREATED = Pattern.compile("(?m)^(\\S+): Creation complete");
  private static final Pattern CREATING = Pattern.compile("(?m)^(\\S+): Creating");
  private static final Pattern BUG = Pattern.compile("(?i)bug in esform|unforeseen|\\tat io\\.");
  private static final Pattern VERSION = Pattern.compile("[0-9]{8}");

  /// The objects of complete runs, except journals, and of a test of the store that was killed.
  private static final Pattern OBJECT =
      Pattern.compile(
          "(env:/staging/)?shop/esform\\.state(\\.(lock|workspace|deleted|versions/[0-9]{8}|check/.*))?");

  private final Scene scene;
  private final Story story;
  private final Path directory;
  private final String killed;
  private final List<Harm> harms = new ArrayList<>();
  private boolean isUnlocked;

  /// @param killed the output of the killed run
  Healing(Scene scene, Path directory, String killed) {
    this.scene = scene;
    this.story = scene.story();
    this.directory = directory;
    this.killed = killed;
  }

  /// Whether a lock had to be removed that nobody can know to be left.
  boolean isUnlocked() {
    return isUnlocked;
  }

  List<Harm> heal() throws IOException {
    check(!BUG.matcher(killed).find(), Kind.BY_HAND, "the killed run has a bug", killed);
    if (story.isMove()) {
      healMove();
    } else {
      healCommand();
    }
    checkObjects();
    // A run that has nothing left to do takes no lock, and leaves that of the killed run to others.
    checkRefresh("refresh");
    if (story.hasStaging()) {
      checkRefresh("ESFORM_WORKSPACE=staging", "refresh");
    }
    checkLeftovers();
    return harms;
  }

  private void check(boolean holds, Kind kind, String rule, Object evidence) {
    if (!holds) {
      harms.add(new Harm(kind, rule + ":\n" + evidence));
    }
  }

  private void checkRefresh(String... words) {
    CommandRun run = again(List.of(words));
    check(run.exit() == 0, Kind.BY_HAND, "a refresh fails", run);
  }

  private void healCommand() {
    Set<String> kept = listed();
    checkKept(kept);
    Set<String> last = story.faults().outcomes().getLast();
    boolean isDone = !story.faults().isGradual() && kept.equals(last);
    CommandRun again = again(story.faults().command());
    check(isDone || again.exit() == 0, Kind.BY_HAND, "the command fails again", again);
    Set<String> made = found(CREATING, again.out());
    made.retainAll(kept);
    check(made.isEmpty(), Kind.TWICE, "the next run creates again", made);
    Set<String> now = listed();
    check(now.equals(last), Kind.LOST, "the state differs from " + last, now);
    CommandRun plan = again(planned(last.isEmpty()));
    boolean isChanged = plan.exit() == 2 && !story.faults().isGradual();
    check(plan.exit() == 0 || isChanged, Kind.LOST, "a plan shows changes", plan);
  }

  private List<String> planned(boolean isGone) {
    return story.faults().isGradual() && isGone
        ? List.of("plan", "--destroy", "--detailed-exitcode")
        : List.of("plan", "--detailed-exitcode");
  }

  /// The state directly after the kill: a result of the story, with everything that the run has
  /// reported. A server of states may lack the results of the last seconds.
  private void checkKept(Set<String> kept) {
    List<Set<String>> outcomes = story.faults().outcomes();
    if (!story.faults().isGradual()) {
      check(outcomes.contains(kept), Kind.LOST, "the state is none of " + outcomes, kept);
      return;
    }
    Set<String> most = new HashSet<>();
    outcomes.forEach(most::addAll);
    check(most.containsAll(kept), Kind.LOST, "the state has more than " + most, kept);
    boolean isPromised = !story.from().isServer() && !story.title().equals("destroy");
    Set<String> reported = found(CREATED, killed);
    check(
        !isPromised || kept.containsAll(reported),
        Kind.LOST,
        "the run has reported " + reported,
        kept);
  }

  private void healMove() throws IOException {
    CommandRun again = again(story.faults().command());
    check(again.exit() == 0, Kind.BY_HAND, "the move fails again", again);
    Set<String> now = listed();
    Set<String> last = story.faults().outcomes().getLast();
    check(now.equals(last), Kind.LOST, "the state differs from " + last, now);
    CommandRun plan = again(List.of("plan", "--detailed-exitcode"));
    check(plan.exit() == 0, Kind.LOST, "a plan shows changes", plan);
    checkSource();
  }

  /// The old states are only read.
  private void checkSource() throws IOException {
    switch (story.from()) {
      case LOCAL -> {
        try (Stream<Path> files = Files.walk(scene.prepared())) {
          for (Path file : files.filter(Healing::isState).toList()) {
            Path copy = directory.resolve(scene.prepared().relativize(file).toString());
            check(
                Files.exists(copy) && Files.mismatch(file, copy) < 0,
                Kind.LOST,
                "an old state has changed",
                file);
          }
        }
      }
      case S3 -> {
        // A run that takes over the lock saves the state again, with another serial.
        List<String> old = scene.shownInOldBackend();
        check(
            old.equals(scene.wanted().shown()),
            Kind.LOST,
            "the old backend shows other states",
            old);
      }
      case HTTP, GITLAB ->
          check(
              String.valueOf(scene.before().states().state())
                  .equals(scene.servers().stored(story.from())),
              Kind.LOST,
              "the old state has changed",
              "");
    }
  }

  private static boolean isState(Path file) {
    return Files.isRegularFile(file) && file.getFileName().toString().equals("esform.state");
  }

  /// Runs a command. The protocol of a server that does not describe its locks leaves it to the
  /// user to find out that a run has ended: only there, a lock is removed by hand.
  private CommandRun again(List<String> words) {
    CommandRun run = scene.run(directory, words);
    boolean isLocked = run.exit() == 1 && run.err().contains("esform force-unlock");
    if (isLocked && story.from() == Place.GITLAB && scene.servers().isLocked()) {
      isUnlocked = true;
      CommandRun unlock = scene.run(directory, List.of("force-unlock", "--force"));
      check(unlock.exit() == 0, Kind.BY_HAND, "the lock cannot be removed", unlock);
      run = scene.run(directory, words);
    }
    check(!BUG.matcher(run.err()).find(), Kind.BY_HAND, "a bug", run);
    return run;
  }

  private Set<String> listed() {
    CommandRun list = again(List.of("state", "list"));
    check(list.exit() == 0, Kind.BY_HAND, "the state cannot be listed", list);
    return list.out().lines().map(line -> line.split(" ", 2)[0]).collect(Collectors.toSet());
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The objects of the platform, and the state as shown, are those of a run that is not killed.
  private void checkObjects() {
    CloudServer.Content wanted = scene.wanted().cloud();
    CloudServer.Content now = scene.servers().cloud();
    check(
        sorted(now.created()).equals(sorted(wanted.created())),
        Kind.TWICE,
        "created instead of " + wanted.created(),
        now.created());
    check(
        sorted(now.notes().values()).equals(sorted(wanted.notes().values())),
        Kind.LOST,
        "objects instead of " + wanted.notes(),
        now.notes());
    List<String> shown = scene.shown(directory);
    check(
        shown.equals(scene.wanted().shown()),
        Kind.LOST,
        "shown instead of " + scene.wanted().shown(),
        shown);
  }

  private static List<String> sorted(Collection<String> texts) {
    return texts.stream().sorted().toList();
  }

  private void checkLeftovers() throws IOException {
    check(
        !story.to().isServer() || !scene.servers().isLocked(),
        Kind.BY_HAND,
        "a lock is left on the server",
        "");
    try (Stream<Path> files = Files.walk(directory).skip(1)) {
      check(
          files.allMatch(file -> isOfCompleteRun(file.getFileName().toString())),
          Kind.BY_HAND,
          "files are left",
          names());
    }
    scene
        .servers()
        .objects()
        .forEach((key, content) ->
            check(
                OBJECT.matcher(key).matches()
                    || (key.contains(".journal/") && content.startsWith("sealed")),
                Kind.BY_HAND,
                "an object is left",
                key));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.walk(directory).skip(1)) {
      return files
          .map(file -> directory.relativize(file).toString())
          .filter(file -> !isOfCompleteRun(Path.of(file).getFileName().toString()))
          .toList();
    }
  }

  /// The lock of a killed run in an old backend remains until another run locks that backend.
  private boolean isOfCompleteRun(String name) {
    return FileFaultStory.LEFT.contains(name)
        || name.equals("backend.json")
        || (name.equals("esform.state.holder") && story.isMove() && story.from() == Place.LOCAL)
        || VERSION.matcher(name).matches();
  }
}
