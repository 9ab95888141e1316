package io.esform.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.AddressParser;
import io.esform.address.ProviderKey;
import io.esform.state.InstanceState;
import io.esform.state.JournalRecord.Identified;
import io.esform.state.JournalRecord.Intent;
import io.esform.state.OpenIntent;
import io.esform.state.State;
import io.esform.state.backend.Backend;
import io.esform.state.backend.BackendType;
import io.esform.state.backend.LocalBackendType;
import io.esform.state.backend.Workspaces;
import io.esform.state.disk.Disk;
import io.esform.state.file.KeySource;
import io.esform.state.file.StateCodec;
import io.esform.testing.BackendEnvironments;
import io.esform.testing.FaultyBackendType;
import io.esform.testing.FaultyDisk;
import io.esform.testing.store.ObjectStore;
import io.esform.testing.store.StoreBackendType;
import io.esform.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every call of both backends, and every file operation, fails in every way during the move of
/// states. The old states never change, and after a second `esform init` the new backend has every
/// state, with the open calls of an interrupted run and with secrets that are still readable.
class MigrationFaultsTest {

  private static final List<String> MOVE = List.of("init", "--migrate-state", "--auto-approve");

  private static final String RESOURCES =
      """
      resource "random_password" "secret" {
        length = 20
      }

      resource "esform_data" "a" {
        input = esform.workspace
      }

      output "secret" {
        value     = random_password.secret.result
        sensitive = true
      }
      """;

  @TempDir private Path root = Path.of("unset");
  private int runs;

  /// The state and its open calls, by workspace.
  private record Content(State state, List<OpenIntent> open) {}

  private Path prepared = Path.of("unset");

  @BeforeEach
  void prepare() throws IOException {
    prepared = Files.createDirectory(root.resolve("prepared"));
  }

  private static String configuration(String backend) {
    return "esform {\n  %s\n  encryption {\n    key_file = \"state.key\"\n  }\n}\n\n%s"
        .formatted(backend, RESOURCES);
  }

  private static String inStore(String prefix) {
    return configuration(
        "backend \"store\" {\n    bucket = \"b\"\n    prefix = \"%s\"\n  }".formatted(prefix));
  }

  private static void write(Path directory, String text) throws IOException {
    Files.writeString(directory.resolve("main.esf"), text);
  }

  private static CommandRun done(CommandRun run, String what) {
    assertThat(run.exit()).as("%s\n%s%s", what, run.out(), run.err()).isZero();
    return run;
  }

  private static CommandRun run(Path directory, List<String> words, BackendType other) {
    return CommandRun.of(directory, words, null, List.of(new LocalBackendType(), other));
  }

  /// Two workspaces with states, and one without. A run was interrupted in the second.
  private void prepare(Path directory, BackendType type, Map<String, Value> arguments)
      throws IOException {
    for (String words :
        List.of(
            "apply --auto-approve",
            "workspace new staging",
            "apply --auto-approve",
            "workspace new empty",
            "workspace select default",
            "init")) {
      done(run(directory, List.of(words.split(" ")), type), words);
    }
    Backend backend = workspaces(directory, type, arguments).backend("staging", codec(directory));
    assertThat(backend.lock("apply").all()).isEmpty();
    backend.load();
    var planned =
        new InstanceState(
            ProviderKey.parse("fake"),
            Value.objectOf(Map.of("name", Value.of("n"))),
            Set.of(),
            List.of(),
            1,
            InstanceState.Status.READY);
    var begun = requireNonNull(AddressParser.parseInstance("note.begun").address());
    var known = requireNonNull(AddressParser.parseInstance("note.known").address());
    assertThat(
            backend
                .append(
                    List.of(
                        new Intent.Create(begun, "token-1", planned),
                        new Intent.Create(known, "token-2", planned),
                        new Identified(known, 1, "id-2")))
                .all())
        .isEmpty();
    assertThat(backend.unlock().all()).isEmpty();
  }

  private static StateCodec codec(Path directory) {
    return new StateCodec(
        new KeySource.KeyFile(directory.resolve("state.key")),
        "0.1.0",
        new SecureRandom(),
        Disk.real());
  }

  private static Workspaces workspaces(
      Path directory, BackendType type, Map<String, Value> arguments) {
    var all = new TreeMap<>(type.schema().blank().attributes());
    all.putAll(arguments);
    return requireNonNull(
        type.open(Value.objectOf(all), BackendEnvironments.of(directory, directory, Disk.real()))
            .workspaces());
  }

  private static SortedMap<String, Content> contents(
      Path directory, BackendType type, Map<String, Value> arguments) throws IOException {
    var contents = new TreeMap<String, Content>();
    Workspaces workspaces = workspaces(directory, type, arguments);
    for (String name : workspaces.names()) {
      Backend.Loaded loaded = workspaces.backend(name, codec(directory)).load();
      State state = requireNonNull(loaded.state(), () -> loaded.diagnostics().toString());
      // An empty state has a new lineage at every load.
      contents.put(
          name,
          new Content(state.isEmpty() ? State.empty("") : state.withSerial(0), loaded.open()));
    }
    return contents;
  }

  private static Map<String, Value> prefix(String prefix) {
    return Map.of("bucket", Value.of("b"), "prefix", Value.of(prefix));
  }

  private static SortedMap<String, String> objects(ObjectStore store, String prefix)
      throws IOException {
    var objects = new TreeMap<String, String>();
    for (String key : store.keys("b/" + prefix + "/")) {
      if (!key.endsWith("/lock")) {
        objects.put(key, requireNonNull(store.get(key)).content());
      }
    }
    return objects;
  }

  private static void removeLocks(ObjectStore store) throws IOException {
    for (String key : store.keys("")) {
      if (key.endsWith("/lock")) {
        store.delete(key);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whicheverCallFailsNoStateIsLost(FaultyBackendType.Fault fault) throws IOException {
    var original = new ObjectStore();
    write(prepared, inStore("old"));
    prepare(prepared, new StoreBackendType(original), prefix("old"));
    SortedMap<String, Content> before =
        contents(prepared, new StoreBackendType(original), prefix("old"));
    assertThat(before.keySet()).containsExactly("default", "empty", "staging");
    assertThat(requireNonNull(before.get("staging")).open()).hasSize(2);
    for (int at = 1; ; at++) {
      ObjectStore store = original.copy();
      Path directory = copied();
      write(directory, inStore("new"));
      var type = FaultyBackendType.striking(new StoreBackendType(store), fault, at);
      CommandRun struck = run(directory, MOVE, type);
      String what = "%s at call %d:\n%s%s".formatted(fault, at, struck.out(), struck.err());
      if (!type.hasStruck()) {
        assertThat(at).isGreaterThan(20);
        break;
      }
      assertThat(what).doesNotContain("bug in esform");
      assertThat(objects(store, "old")).as(what).isEqualTo(objects(original, "old"));
      removeLocks(store);
      done(run(directory, MOVE, new StoreBackendType(store)), what);
      assertThat(contents(directory, new StoreBackendType(store), prefix("new")))
          .as(what)
          .isEqualTo(before);
      assertThat(objects(store, "old")).as(what).isEqualTo(objects(original, "old"));
      done(run(directory, List.of("state", "list"), new StoreBackendType(store)), what);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whicheverFileOperationFailsNoStateIsLost(FaultyDisk.Fault fault) throws IOException {
    var local = new LocalBackendType();
    write(prepared, configuration(""));
    prepare(prepared, local, Map.of());
    SortedMap<String, Content> before = contents(prepared, local, Map.of());
    Map<String, Value> moved = Map.of("path", Value.of("states/esform.state"));
    for (int at = 1; ; at++) {
      Path directory = copied();
      write(
          directory, configuration("backend \"local\" {\n    path = \"states/esform.state\"\n  }"));
      FaultyDisk disk = FaultyDisk.striking(fault, at);
      CommandRun struck = CommandRun.of(directory, MOVE, null, disk);
      disk.dropLocks();
      String what = "%s at operation %d:\n%s%s".formatted(fault, at, struck.out(), struck.err());
      if (!disk.hasStruck()) {
        assertThat(at).isGreaterThan(40);
        break;
      }
      assertThat(what).doesNotContain("bug in esform");
      assertThat(contents(directory, local, Map.of())).as(what).isEqualTo(before);
      done(CommandRun.of(directory, MOVE, null), what);
      assertThat(contents(directory, local, moved)).as(what).isEqualTo(before);
      assertThat(contents(directory, local, Map.of())).as(what).isEqualTo(before);
    }
  }

  /// A new directory with the files of the prepared one.
  private Path copied() throws IOException {
    Path directory = Files.createDirectory(root.resolve("run-" + ++runs));
    try (var paths = Files.walk(prepared)) {
      for (Path path : paths.skip(1).toList()) {
        Files.copy(path, directory.resolve(prepared.relativize(path).toString()));
      }
    }
    return directory;
  }
}
