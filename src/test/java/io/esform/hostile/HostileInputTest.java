package io.esform.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Any input results in a diagnostic, never in an exception or a bug. By default it runs a few
/// cases. To run more, with limits of time and memory:
///
/// `mvn test -Dtest=HostileInputTest -DhostileMinutes=10 -DhostileSeed=7`
class HostileInputTest {

  private static final long MINUTES = Long.getLong("hostileMinutes", 0);
  private static final long SEED = Long.getLong("hostileSeed", 1);
  private static final int CASES = Integer.getInteger("hostileCases", 40);

  @ParameterizedTest
  @ValueSource(
      strings = {"configurations", "states", "journals", "plan files", "function arguments"})
  void hostileInputGetsADiagnostic(String name, @TempDir Path directory) throws IOException {
    Subject subject = subject(name, directory);

    List<String> violations =
        MINUTES > 0 ? Sweep.minutes(subject, SEED, MINUTES) : Sweep.cases(subject, SEED, CASES);

    assertThat(violations).isEmpty();
  }

  private static Subject subject(String name, Path directory) throws IOException {
    var functions = new FunctionArguments(directory);
    return switch (name) {
      case "configurations" -> new Configurations(directory, functions.names());
      case "states" -> new States(directory);
      case "journals" -> new Journals(directory);
      case "plan files" -> new PlanFiles(directory);
      default -> functions;
    };
  }
}
