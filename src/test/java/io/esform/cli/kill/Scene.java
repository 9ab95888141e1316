package io.esform.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.cli.CommandRun;
import io.esform.cli.FileFaultStory;
import io.esform.cli.Run;
import io.esform.state.backend.BackendType;
import io.esform.state.backend.LocalBackendType;
import io.esform.state.backend.http.HttpBackendType;
import io.esform.state.backend.s3.S3BackendType;
import io.esform.state.disk.Disk;
import io.esform.testing.CloudServer;
import io.esform.testing.DelegatingDisk;
import io.esform.testing.FaultyDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A story, prepared once: its directory and the contents of all servers before the command.
final class Scene implements FileFaultStory.Stage {

  private static final List<BackendType> BACKENDS =
      List.of(new LocalBackendType(), new S3BackendType(), new HttpBackendType());

  private static final List<String> NOT_AT_OPERATIONS = List.of("halt", "HALT_BEFORE", "1000000");

  private final Story story;
  private final Servers servers;
  private final Path root;
  private final Path prepared;
  private final Servers.Contents before;
  private final Wanted wanted;
  private int copies;

  /// The results of a run that is not killed.
  ///
  /// @param shown the output of `show`, by workspace
  /// @param operations the number of operations on files
  record Wanted(List<String> shown, CloudServer.Content cloud, int operations, int requests) {}

  /// @param root an empty directory
  Scene(Story story, Servers servers, Path root) throws IOException {
    this.story = story;
    this.servers = servers;
    this.root = root;
    this.prepared = Files.createDirectories(root.resolve("prepared"));
    servers.clear();
    if (story.from() == Place.GITLAB) {
      servers.describeLocksAsGitLab();
    }
    story.faults().prepare(prepared, this);
    this.before = servers.contents();
    this.wanted = complete();
  }

  private Wanted complete() throws IOException {
    Path directory = begin();
    FaultyDisk disk = FaultyDisk.counting();
    servers.kills().count();
    CommandRun run = run(directory, story.faults().command(), disk);
    int requests = servers.kills().requests();
    assertThat(run.exit()).as("%s: %s", story.name(), run.err()).isZero();
    return new Wanted(shown(directory), servers.cloud(), disk.operations(), requests);
  }

  Story story() {
    return story;
  }

  Servers servers() {
    return servers;
  }

  Servers.Contents before() {
    return before;
  }

  Path prepared() {
    return prepared;
  }

  Wanted wanted() {
    return wanted;
  }

  /// All moments at which the command can be killed.
  List<KillPoint> points() {
    var points = new ArrayList<KillPoint>();
    for (Mode mode : Mode.ALL) {
      int last = mode instanceof Mode.AtRequest ? wanted.requests : wanted.operations;
      for (int number = 1; number <= last; number++) {
        points.add(new KillPoint(this, mode, number));
      }
    }
    return points;
  }

  @Override
  public String configuration(String text) {
    return Story.inCloud(text)
            .replaceFirst("esform \\{", "esform {\n  " + servers.block(story.from()))
        + "\n"
        + servers.provider();
  }

  @Override
  public CommandRun run(Path directory, List<String> words) {
    return run(directory, words, new DelegatingDisk());
  }

  private static CommandRun run(Path directory, List<String> words, Disk disk) {
    return CommandRun.onDisk(directory, words, disk, BACKENDS);
  }

  @Override
  public @Nullable String stored(Path directory) throws IOException {
    if (story.from() != Place.LOCAL) {
      return servers.stored(story.from());
    }
    Path state = directory.resolve("esform.state");
    return Files.exists(state) ? Files.readString(state) : null;
  }

  /// The state of each workspace as a user sees it.
  List<String> shown(Path directory) {
    var shown = new ArrayList<String>();
    shown.add(output(directory, "show"));
    if (story.hasStaging()) {
      shown.add(output(directory, "ESFORM_WORKSPACE=staging", "show"));
    }
    return shown;
  }

  private String output(Path directory, String... words) {
    CommandRun run = run(directory, List.of(words));
    return run.exit() == 0 ? run.out() : run.err();
  }

  /// The states in the old backend of a move, on a server, as a user sees them.
  List<String> shownInOldBackend() throws IOException {
    Path directory = copied();
    List<String> change = story.faults().change();
    Path main = directory.resolve("main.esf");
    Files.writeString(main, Files.readString(main).replace(change.getLast(), change.getFirst()));
    return shown(directory);
  }

  /// Brings all servers to the moment before the command.
  ///
  /// @return a new directory with the prepared files
  Path begin() throws IOException {
    servers.replace(before);
    return copied();
  }

  private Path copied() throws IOException {
    Path directory = Files.createDirectory(root.resolve("run-" + ++copies));
    try (Stream<Path> paths = Files.walk(prepared)) {
      for (Path path : paths.skip(1).toList()) {
        Files.copy(path, directory.resolve(prepared.relativize(path).toString()));
      }
    }
    return directory;
  }

  /// Runs the command in a process, and kills it.
  Run kill(Path directory, KillPoint point, FastStart java) throws IOException {
    return switch (point.mode()) {
      case Mode.AtOperation(var fault) ->
          java.start(directory, command("halt", fault.name(), Integer.toString(point.number())));
      case Mode.AtRequest(var moment) -> {
        servers.kills().arm(moment, point.number());
        Run run = java.start(directory, command(NOT_AT_OPERATIONS.toArray(String[]::new)));
        servers.kills().aim(run.process());
        yield run;
      }
    };
  }

  private List<String> command(String... before) {
    return Stream.concat(Stream.of(before), story.faults().command().stream()).toList();
  }

  /// Lets later processes start more quickly.
  void teach(FastStart java) throws IOException, InterruptedException {
    java.learnFrom(begin(), command(NOT_AT_OPERATIONS.toArray(String[]::new)));
  }
}
