package io.esform.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.cli.CommandRun;
import io.esform.value.Value;
import io.esform.value.Value.NumberValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Inputs that earlier caused an exception, or used too much time or memory.
class KnownInputsTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "12.5, 1e1000000000",
    "12.5, 1e2147483648",
    "12.5, 1e-2147483649",
    "\"generation\": 1, \"generation\": 3000000000",
    "\"generation\": 1, \"generation\": 1e1000000000",
    "\"key\": 1, \"key\": 3000000000",
    "\"key\": 1, \"key\": 1e30",
    "\"serial\": 2, \"serial\": 1e1000000000"
  })
  void aStateWithANumberThatFitsNothingIsRefused(String before, String after) throws IOException {
    new States(directory);
    Path state = directory.resolve(States.FILE);
    String valid = Files.readString(state);
    assertThat(valid).contains(before);
    Files.writeString(state, valid.replaceFirst(before.replace(".", "\\."), after));

    assertRefused("plan");
  }

  @ParameterizedTest
  @CsvSource({
    "module \"n\" { source = \"./a\\u0000b\" }",
    "esform { backend \"local\" { path = \"a\\u0000b/esform.state\" } }",
    "output \"o\" { value = file(\"a\\u0000b\") }",
    "output \"o\" { value = abspath(\"a\\u0000b\") }",
    "output \"o\" { value = fileset(\".\", \"[\") }",
    "output \"o\" { value = file(\"/dev/zero\") }",
    "output \"o\" { value = jsondecode(\"1e2147483648\") }",
    "resource \"esform_data\" \"a\" { count = 1e1000000000 }",
  })
  void aConfigurationThatAsksForTheImpossibleIsRefused(String main) throws IOException {
    Files.writeString(
        directory.resolve("main.esf"), main.replace("{ ", "{\n").replace(" }", "\n}") + "\n");

    assertRefused("plan");
  }

  /// Each number of such a range has ten thousand digits.
  @ParameterizedTest
  @CsvSource({"1e9999, 1e-401", "-1e9999, 1e4", "1e9999, 1.2"})
  void aRangeIsRefusedBeforeItsNumbersAreMade(BigDecimal start, BigDecimal limit) {
    var functions = new FunctionArguments(directory);
    Map<String, Value> numbers = Map.of("v0", new NumberValue(start), "v1", new NumberValue(limit));

    assertThat(Sweep.of(functions, functions.of("range(v0, v1)", numbers))).isEmpty();
  }

  @Test
  void anIndexBeyondTheRangeOfAnIntNamesNoInstance() throws IOException {
    Configurations.write(directory);
    Files.writeString(
        directory.resolve("more.esf"),
        "output \"o\" {\n  value = esform_data.many[4294967296].input\n}\n");

    assertThat(assertRefused("plan").err()).contains("no element");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plan -C a?b",
        "plan --var-file a?b",
        "plan --out a?b",
        "apply a?b",
        "show a?b",
        "state push a?b",
        "show /dev/zero",
        "apply /dev/zero",
        "state push /dev/zero",
        "plan --var-file /dev/zero"
      })
  void aPathThatIsNoneIsRefused(String command) throws IOException {
    Configurations.write(directory);

    assertRefused(command.replace('?', '\u0000').split(" ", -1));
  }

  private CommandRun assertRefused(String... words) {
    CommandRun run = CommandRun.of(directory, List.of(words), null);
    assertThat(run.exit()).as(run.err()).isNotZero();
    assertThat(run.err()).startsWith("Error: ").doesNotContain("Bug in esform", "unforeseen");
    return run;
  }
}
