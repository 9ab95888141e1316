package io.esform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A copy of `examples/quickstart` with a separate network and ports, and `bin/esform` to run on
/// it.
final class Quickstart {

  static final String NETWORK = "esform-end-to-end";

  private static final Path REPOSITORY = Path.of("").toAbsolutePath();

  private static final Place DEFAULT = new Place("end-to-end", "10.76.0.0/20", 18443, 18081);

  private final Path directory;
  private final Place place;

  private Quickstart(Path directory, Place place) {
    this.directory = directory;
    this.place = place;
  }

  /// The network and ports of a copy.
  ///
  /// @param name its network is `esform-NAME`
  record Place(String name, String cidr, int https, int http) {
    private List<String> variables() {
      return List.of(
          "-var=name=" + name,
          "-var=cidr=" + cidr,
          "-var=published_ports={ https = %d, http = %d }".formatted(https, http));
    }
  }

  /// The result of a run of `bin/esform`.
  ///
  /// @param output both streams, in order of arrival
  record Run(int exitCode, String output) {

    /// The output in one line, without the line breaks at the width of the terminal.
    String unwrapped() {
      return output.replaceAll("\\s+", " ");
    }
  }

  static Quickstart in(Path directory) {
    return new Quickstart(directory, DEFAULT);
  }

  static Quickstart copiedTo(Path root) throws IOException {
    return copiedTo(root, DEFAULT);
  }

  static Quickstart copiedTo(Path root, Place place) throws IOException {
    Sources.copy(REPOSITORY.resolve("modules"), root.resolve("modules"));
    Path example = REPOSITORY.resolve("examples/quickstart");
    Path copied = root.resolve("examples/quickstart");
    Sources.copy(example, copied);
    Files.createDirectories(copied.resolve(".esform"));
    try (Stream<Path> files = Files.list(example.resolve(".esform"))) {
      for (Path file : files.filter(Quickstart::isInput).toList()) {
        Files.createSymbolicLink(copied.resolve(".esform").resolve(file.getFileName()), file);
      }
    }
    return new Quickstart(copied, place);
  }

  /// The port of the load balancer on the loopback address.
  int httpsPort() {
    return place.https();
  }

  /// Replaces a text of the copied configuration.
  void edit(String from, String to) throws IOException {
    Path main = directory.resolve("main.esf");
    String text = Files.readString(main);
    assertThat(text).contains(from);
    Files.writeString(main, text.replace(from, to));
  }

  /// @param arguments after the variables of this copy; variables given here take precedence
  Run run(String command, String... arguments) {
    try {
      File output = File.createTempFile("esform", ".out", directory.toFile());
      Process process = start(output, command, arguments);
      int exitCode = process.waitFor();
      String text = Files.readString(output.toPath());
      Files.delete(output.toPath());
      return new Run(exitCode, text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(failure);
    }
  }

  /// @return a running process whose output contains both streams
  Process start(String command, String... arguments) throws IOException {
    return builder(command, arguments).start();
  }

  /// @param output receives both streams
  Process start(File output, String command, String... arguments) throws IOException {
    return builder(command, arguments).redirectOutput(output).start();
  }

  private ProcessBuilder builder(String command, String... arguments) {
    var words = new ArrayList<String>();
    words.add(REPOSITORY.resolve("bin/esform").toString());
    words.add(command);
    if (!"output".equals(command) && !"state".equals(command)) {
      words.addAll(place.variables());
    }
    words.addAll(List.of(arguments));
    return new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true);
  }

  /// Replaces the main file of this copy.
  ///
  /// @param change of the text in the repository
  void rewrite(UnaryOperator<String> change) throws IOException {
    String original = Files.readString(REPOSITORY.resolve("examples/quickstart/main.esf"));
    Files.writeString(directory.resolve("main.esf"), change.apply(original));
  }

  /// The port of the load balancer on the loopback address.
  int https() {
    return place.https();
  }

  boolean isJournalThere() {
    return Files.exists(directory.resolve("esform.state.journal"));
  }

  /// Removes the links to the pack, so that the cleanup never follows one.
  void unlinkInputs() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(".esform"))) {
      for (Path file : files.filter(Files::isSymbolicLink).toList()) {
        Files.delete(file);
      }
    }
  }

  String state() throws IOException {
    return Files.readString(directory.resolve("esform.state"));
  }

  private static boolean isInput(Path file) {
    String name = file.toString();
    return name.endsWith(".zip") || name.endsWith(".jar");
  }
}
