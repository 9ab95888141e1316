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
final class Run implements AutoCloseable {

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
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    words = options(command, words);
    command.addAll(List.of("-cp", classPath(), main.getName()));
    command.addAll(List.of(words));
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

  private static String classPath() {
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

  /// Waits for its end.
  int exit() throws IOException, InterruptedException {
    for (String next = written.readLine(); next != null; next = written.readLine()) {
      text.append(next).append('\n');
    }
    return process.waitFor();
  }

  String text() {
    return text.toString();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
