package io.esform.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import io.esform.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each folder of `cli/commands` is one story: the lines of `cmd` are run one after another in a
/// copy of the folder. Lines `< yes` before a command are the answers of the user; `+ text` appends
/// a line to `main.esf`, `> path text` creates a file with that text, `- path` deletes it, `= file`
/// replaces `main.esf` by that file, `@ instant` sets the clock of the following commands. Words
/// such as `NAME=value` before a command set environment variables.
class CommandsTest {

  private static final String CASES = "cli/commands";
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  static Stream<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(Golden.resource(CASES))) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tellsTheSameStory(String name, @TempDir Path directory) throws IOException {
    Path folder = Golden.resource(CASES).resolve(name);
    copy(folder, directory);
    var out = new StringBuilder();
    var err = new StringBuilder();
    var exits = new StringBuilder();
    String answer = null;
    Instant now = CommandRun.NOW;
    for (String line : Files.readAllLines(folder.resolve("cmd"))) {
      if (line.startsWith("< ")) {
        answer = (answer == null ? "" : answer) + line.substring(2) + "\n";
      } else if (line.startsWith("+ ")) {
        append(directory.resolve("main.esf"), line.substring(2));
      } else if (line.startsWith("> ")) {
        String[] parts = line.split(" ", 3);
        Files.createDirectories(directory.resolve(parts[1]).getParent());
        Files.writeString(directory.resolve(parts[1]), parts[2]);
      } else if (line.startsWith("= ")) {
        Files.copy(
            directory.resolve(line.substring(2)),
            directory.resolve("main.esf"),
            StandardCopyOption.REPLACE_EXISTING);
      } else if (line.startsWith("@ ")) {
        now = Instant.parse(line.substring(2));
      } else if (line.startsWith("- ")) {
        Files.delete(directory.resolve(line.substring(2)));
      } else if (!line.isBlank()) {
        CommandRun run = CommandRun.of(directory, words(line), answer, now);
        out.append("$ esform ").append(line).append('\n').append(run.out());
        err.append("$ esform ").append(line).append('\n').append(run.err());
        exits.append(run.exit()).append('\n');
        answer = null;
      }
    }
    assertAll(
        () -> holdsNoSecret(directory),
        () -> Golden.check(folder.resolve("exit"), exits.toString()),
        () -> Golden.check(folder.resolve("stderr"), err.toString()),
        () -> Golden.check(folder.resolve("stdout"), out.toString()));
  }

  private static void append(Path file, String line) throws IOException {
    Files.writeString(file, Files.readString(file) + line + "\n");
  }

  private static List<String> words(String line) {
    var words = new ArrayList<String>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      @Nullable String quoted = matcher.group(1);
      words.add(quoted == null ? matcher.group(2) : quoted);
    }
    return words;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        String name = from.relativize(path).toString();
        if (!List.of("", "cmd", "stdout", "stderr", "exit").contains(name)) {
          Path target = to.resolve(name);
          Files.createDirectories(target.getParent());
          if (Files.isRegularFile(path)) {
            Files.copy(path, target);
          }
        }
      }
    }
  }

  /// All secrets of the stories contain this word.
  private static void holdsNoSecret(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String name = path.getFileName().toString();
        if (!name.endsWith(".esf") && !name.endsWith(".esvars")) {
          assertThat(path).content().doesNotContain("hunter");
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
