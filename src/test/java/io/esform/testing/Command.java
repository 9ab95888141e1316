package io.esform.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// A command of the machine, run to its end.
public final class Command {

  private Command() {}

  /// @param output what it wrote, standard error included
  public record Result(int status, String output) {}

  /// @throws IOException when there is no such command: a missing tool is a failure
  public static Result run(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }
}
