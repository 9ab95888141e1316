package io.esform.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A command whose file operations fail one after another, and the expected outcomes.
///
/// @param before commands that prepare the directory; the state is copied to `kept.json` after them
/// @param then further commands that prepare the directory
/// @param change a line of the configuration and its replacement before the command; empty for none
/// @param command the command with the failing operation
/// @param outcomes allowed outputs of `state list` afterwards; the last one after a success
public record FileFaultStory(
    String name,
    List<List<String>> before,
    List<List<String>> then,
    List<String> change,
    List<String> command,
    List<Set<String>> outcomes) {

  public static final List<String> APPLY = List.of("apply", "--auto-approve");

  /// The names of all files and directories of complete runs, except versions.
  public static final Set<String> LEFT =
      Set.of(
          "main.esf",
          "notes",
          "kept.json",
          "a",
          "b",
          "plans",
          "new.esplan",
          "esform.state",
          "esform.state.versions",
          "esform.state.lock",
          "esform.state.d",
          "staging",
          ".esform",
          "state.key",
          "second.key",
          "environment",
          "checksums");

  private static final List<String> DESTROY = List.of("destroy", "--auto-approve");

  private static final String CONFIGURATION =
      """
      esform {
        encryption {
          key_file = ".esform/state.key"
        }
      }

      resource "random_password" "secret" {
        length = 20
      }

      resource "note" "a" {
        name = "a"
        text = "one"
      }

      resource "note" "b" {
        name = "b"
        text = note.a.id
      }

      resource "esform_data" "d" {
        input = "x"
      }
      """;

  private static final String KEY = "key_file = \".esform/state.key\"";
  private static final String PASSWORD = "random_password.secret";
  private static final Set<String> NONE = Set.of();
  private static final Set<String> ALL = Set.of(PASSWORD, "note.a", "note.b", "esform_data.d");
  private static final Set<String> MOVED = Set.of(PASSWORD, "note.a", "note.c", "esform_data.d");
  private static final Set<String> WITHOUT_DATA = Set.of(PASSWORD, "note.a", "note.b");
  private static final Set<String> WITHOUT_PASSWORD = Set.of("note.a", "note.b", "esform_data.d");

  /// The place of a story's state.
  public interface Stage {
    /// The configuration with the settings of this place.
    String configuration(String text);

    CommandRun run(Path directory, List<String> words);

    /// The stored state of the default workspace; null for none.
    @Nullable String stored(Path directory) throws IOException;
  }

  private static final Stage FILES =
      new Stage() {
        @Override
        public String configuration(String text) {
          return text;
        }

        @Override
        public CommandRun run(Path directory, List<String> words) {
          return CommandRun.of(directory, words, null);
        }

        @Override
        public @Nullable String stored(Path directory) throws IOException {
          Path state = directory.resolve("esform.state");
          return Files.exists(state) ? Files.readString(state) : null;
        }
      };

  /// Whether any part of the created or destroyed objects is an allowed outcome.
  public boolean isGradual() {
    return command.equals(APPLY) || command.equals(DESTROY);
  }

  void prepare(Path directory) throws IOException {
    prepare(directory, FILES);
  }

  /// Brings a directory and its state to the point before the command.
  public void prepare(Path directory, Stage stage) throws IOException {
    Path main = directory.resolve("main.esf");
    Files.writeString(main, stage.configuration(CONFIGURATION));
    for (List<String> words : before) {
      run(directory, words, stage);
    }
    String state = stage.stored(directory);
    if (state != null) {
      Files.writeString(directory.resolve("kept.json"), state);
    }
    for (List<String> words : then) {
      run(directory, words, stage);
    }
    if (!change.isEmpty()) {
      Files.writeString(main, Files.readString(main).replace(change.getFirst(), change.getLast()));
    }
  }

  private static void run(Path directory, List<String> words, Stage stage) {
    CommandRun run = stage.run(directory, words);
    if (run.exit() != 0) {
      throw new IllegalStateException(words + ": " + run.err());
    }
  }

  private static FileFaultStory after(
      List<List<String>> before,
      List<List<String>> then,
      List<Set<String>> outcomes,
      String... command) {
    return new FileFaultStory(
        String.join(" ", command), before, then, List.of(), List.of(command), outcomes);
  }

  public static List<FileFaultStory> all() {
    List<List<String>> nothing = List.of();
    List<List<String>> applied = List.of(APPLY);
    List<String> staging = List.of("workspace", "new", "staging");
    List<String> back = List.of("workspace", "select", "default");
    return List.of(
        after(nothing, nothing, List.of(NONE, ALL), "apply", "--auto-approve"),
        new FileFaultStory(
            "update",
            applied,
            nothing,
            List.of("text = \"one\"", "text = \"two\""),
            APPLY,
            List.of(ALL)),
        after(applied, nothing, List.of(ALL, NONE), "destroy", "--auto-approve"),
        after(applied, nothing, List.of(ALL, MOVED), "state", "mv", "note.b", "note.c"),
        after(applied, nothing, List.of(ALL, WITHOUT_DATA), "state", "rm", "esform_data.d"),
        after(
            applied,
            List.of(List.of("state", "rm", "esform_data.d")),
            List.of(WITHOUT_DATA, ALL),
            "state",
            "push",
            "--force",
            "kept.json"),
        new FileFaultStory(
            "state rekey",
            applied,
            nothing,
            List.of(KEY, "key_file = \"second.key\"\nfallback {\n" + KEY + "\n}"),
            List.of("state", "rekey"),
            List.of(ALL)),
        after(
            applied,
            List.of(List.of("state", "rm", "esform_data.d")),
            List.of(WITHOUT_DATA, ALL),
            "state",
            "restore",
            "--auto-approve",
            "2"),
        after(applied, nothing, List.of(ALL), "taint", "note.a"),
        after(
            applied,
            List.of(List.of("state", "rm", PASSWORD)),
            List.of(WITHOUT_PASSWORD, ALL),
            "import",
            PASSWORD,
            "a-password-of-before"),
        after(nothing, nothing, List.of(NONE), "plan", "--out", "plans/new.esplan"),
        after(applied, List.of(staging), List.of(NONE, ALL), "workspace", "select", "default"),
        after(nothing, nothing, List.of(NONE), "workspace", "new", "staging"),
        after(
            applied,
            List.of(staging, APPLY, back),
            List.of(ALL),
            "workspace",
            "delete",
            "--force",
            "staging"));
  }
}
