package io.esform.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Runs a command of the machine to its end.
public final class Command {

  private Command() {}

  /// @param output standard output and standard error
  public record Result(int status, String output) {}

  /// @throws IOException if there is no such command: a missing tool is a failure
  public static Result run(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }
}
