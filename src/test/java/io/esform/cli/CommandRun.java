package io.esform.cli;

import io.esform.cli.session.Environment;
import io.esform.cli.session.Interruptions;
import io.esform.cli.session.Terminal;
import io.esform.providers.builtin.BuiltinProvider;
import io.esform.providers.local.LocalProvider;
import io.esform.state.backend.BackendType;
import io.esform.state.backend.LocalBackendType;
import io.esform.state.backend.ProcessIdentity;
import io.esform.state.disk.Disk;
import io.esform.state.kms.KmsKeys;
import io.esform.task.Tasks;
import io.esform.testing.CloudNote;
import io.esform.testing.FaultyDisk;
import io.esform.testing.SharedDisk;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One command, run in its own directory within this process.
///
/// @param out its standard output, with the directory's path and ids masked
/// @param err its standard error, masked in the same way
/// @param exit its exit code
public record CommandRun(String out, String err, int exit) {

  /// The exit code of a run that its disk has ended; its output until then is returned.
  static final int HALTED = 137;

  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final String LINEAGE = "8c4a0a5e-0000-4000-8000-000000000000";
  private static final List<BackendType> FILES = List.of(new LocalBackendType());
  private static final Pattern ASSIGNMENT = Pattern.compile("[A-Z]\\w+=.*");

  /// Runs create no hosts: a story with a host finds no engine.
  private static final String NO_ENGINE = "unix:///nowhere/engine.sock";

  private static final Pattern IDS = Pattern.compile("\\b[0-9a-f]{32}\\b");

  /// @param words of the command; leading words such as `NAME=value` set environment variables
  /// @param answer the input of the user; null for no terminal
  public static CommandRun of(Path directory, List<String> words, @Nullable String answer) {
    return of(directory, words, answer, NOW);
  }

  /// The same at that time.
  static CommandRun of(Path directory, List<String> words, @Nullable String answer, Instant now) {
    return of(directory, words, answer, new SharedDisk(now), now, FILES);
  }

  /// The same with state, key and lock on this disk.
  static CommandRun of(Path directory, List<String> words, @Nullable String answer, Disk disk) {
    return of(directory, words, answer, disk, NOW, FILES);
  }

  /// The same with these backends; the first is the default.
  public static CommandRun of(
      Path directory, List<String> words, @Nullable String answer, List<BackendType> backends) {
    return of(directory, words, answer, new SharedDisk(NOW), NOW, backends);
  }

  /// The same on this disk. Every new state has another lineage.
  public static CommandRun onDisk(
      Path directory, List<String> words, Disk disk, List<BackendType> backends) {
    Supplier<String> lineages = () -> UUID.randomUUID().toString();
    return of(directory, words, null, new Surroundings(disk, NOW, backends, lineages));
  }

  private static CommandRun of(
      Path directory,
      List<String> words,
      @Nullable String answer,
      Disk disk,
      Instant now,
      List<BackendType> backends) {
    return of(directory, words, answer, new Surroundings(disk, now, backends, () -> LINEAGE));
  }

  private record Surroundings(
      Disk disk, Instant now, List<BackendType> backends, Supplier<String> lineages) {}

  private static CommandRun of(
      Path directory, List<String> words, @Nullable String answer, Surroundings surroundings) {
    var variables = new TreeMap<>(Map.of("ESFORM_VAR_from_environment", "yes"));
    int first = 0;
    while (first < words.size() && ASSIGNMENT.matcher(words.get(first)).matches()) {
      String[] parts = words.get(first++).split("=", 2);
      variables.put(parts[0], parts[1]);
    }
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var terminal =
        new Terminal(
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            new BufferedReader(new StringReader(answer == null ? "" : answer)),
            answer != null,
            80,
            false);
    int exit;
    try {
      exit =
          new Program(environment(directory, variables, surroundings), terminal)
              .run(words.subList(first, words.size()))
              .code();
    } catch (FaultyDisk.Halt _) {
      exit = HALTED;
    }
    terminal.out().flush();
    terminal.err().flush();
    return new CommandRun(masked(directory, out), masked(directory, err), exit);
  }

  private static String masked(Path directory, ByteArrayOutputStream stream) {
    return masked(stream.toString(StandardCharsets.UTF_8).replace(directory.toString(), "DIR"));
  }

  static String masked(String text) {
    return IDS.matcher(text).replaceAll("ID");
  }

  private static Environment environment(
      Path directory, SortedMap<String, String> variables, Surroundings surroundings) {
    Clock clock = Clock.fixed(surroundings.now, ZoneOffset.UTC);
    var random = new SecureRandom();
    return new Environment(
        variables,
        directory,
        directory,
        directory,
        clock,
        random,
        Tasks.real(),
        surroundings.disk,
        ProcessIdentity.current(),
        "0.1.0",
        surroundings.lineages,
        surroundings.backends,
        new KmsKeys(),
        (inputFiles, states) ->
            List.of(
                new BuiltinProvider(random, clock, states),
                new LocalProvider(
                    Map.of("DOCKER_HOST", NO_ENGINE),
                    clock,
                    Tasks.real(),
                    inputFiles,
                    () -> Optional.of(8L << 30)),
                Note.provider(directory),
                CloudNote.provider()),
        Interruptions.none());
  }
}
