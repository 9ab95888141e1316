package io.esform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A {@link FaultyMain} in a separate process, with its output so far.
public final class Run implements AutoCloseable {

  private static final List<String> JAVA =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1");

  private final Process process;
  private final BufferedReader written;
  private final StringBuilder text = new StringBuilder();

  private Run(Process process) {
    this.process = process;
    this.written =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /// @param prefix the command that runs Java, such as `unshare`; may be empty
  static Run start(Path directory, List<String> prefix, String... words) throws IOException {
    return start(directory, prefix, FaultyMain.class, words);
  }

  static Run start(Path directory, List<String> prefix, Class<?> main, String... words)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(JAVA);
    words = options(command, words);
    command.addAll(List.of("-cp", classPath(), main.getName()));
    command.addAll(List.of(words));
    return start(directory, command);
  }

  /// Starts a {@link FaultyMain} with further options of Java, and another class path.
  public static Run start(
      Path directory, List<String> options, String classPath, List<String> words)
      throws IOException {
    List<String> command = new ArrayList<>(JAVA);
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, FaultyMain.class.getName()));
    command.addAll(words);
    return start(directory, command);
  }

  private static Run start(Path directory, List<String> command) throws IOException {
    return new Run(
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start());
  }

  /// Moves leading `-D` options before the name of the class.
  private static String[] options(List<String> command, String[] words) {
    int first = 0;
    while (first < words.length && words[first].startsWith("-D")) {
      command.add(words[first++]);
    }
    return List.of(words).subList(first, words.length).toArray(String[]::new);
  }

  /// The class path of this process, with absolute paths.
  public static String classPath() {
    var absolute = new ArrayList<String>();
    for (String entry : System.getProperty("java.class.path").split(":", -1)) {
      absolute.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(":", absolute);
  }

  /// Waits for a line of output with that text.
  Run await(String line) throws IOException {
    for (String next = written.readLine(); next != null; next = written.readLine()) {
      text.append(next).append('\n');
      if (next.contains(line)) {
        return this;
      }
    }
    throw new AssertionError("\"%s\" was never written:\n%s".formatted(line, text));
  }

  Run awaitPause() throws IOException {
    return await(FaultyMain.PAUSED);
  }

  void resume() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  void signal(String name) throws IOException, InterruptedException {
    assertThat(Command.run("kill", "-" + name, Long.toString(process.pid())).status()).isZero();
  }

  public Process process() {
    return process;
  }

  /// Waits for its end.
  ///
  /// @return 137 if it was killed
  public int exit() throws IOException, InterruptedException {
    for (String next = written.readLine(); next != null; next = written.readLine()) {
      text.append(next).append('\n');
    }
    return process.waitFor();
  }

  public String text() {
    return text.toString();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
