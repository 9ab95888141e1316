package io.esform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.cli.command.Commands;
import io.esform.cli.view.HelpView;
import io.esform.cli.view.ViewStyle;
import io.esform.testing.Golden;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;

/// The help of every command on screens of several widths; the story `help` shows it at 80 columns.
class HelpTest {

  private static final List<String> TOGETHER =
      List.of("Default: true", "Default: 32", "plan --refresh-only", "esform state list");

  @Test
  void aWideScreenIsUsedUpToAHundredColumns() {
    Golden.check(
        "cli/help.120.txt",
        Commands.NAMES.stream()
            .map(name -> "$ esform " + name + " --help\n" + help(name, 120))
            .collect(Collectors.joining()));
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 72, 80, 100, 120})
  void noLineIsWiderThanTheScreenAndNoGroupOfWordsIsBroken(int width) {
    for (String name : Commands.NAMES) {
      String help = help(name, width);
      String text = help.substring(0, help.indexOf("\nExamples:"));
      assertThat(text.lines()).allMatch(line -> line.length() <= width);
      assertThat(words(text)).isEqualTo(words(help(name, 1000).split("\nExamples:", 2)[0]));
      TOGETHER.stream()
          .filter(group -> String.join(" ", words(text)).contains(group))
          .forEach(group -> assertThat(text).contains(group));
    }
  }

  @Test
  void everyOverviewFitsEightyColumns() {
    for (String text : List.of(Overview.text(), Overview.group("state"))) {
      assertThat(text.lines()).allMatch(line -> line.length() <= 80);
    }
    assertThat(Overview.text().lines().map(line -> line.replaceAll("^  | [A-Z\\[ ].*|  .*", "")))
        .containsAll(Commands.NAMES);
  }

  /// The filter of `state list` is described only in its help.
  @Test
  void theOverviewNamesArgumentsAsTheHelpDoes() {
    for (Commands command : Commands.values()) {
      String arguments =
          specification(command.words()).positionalParameters().stream()
              .map(it -> it.required() ? it.paramLabel() : "[" + it.paramLabel() + "]")
              .map(" "::concat)
              .collect(Collectors.joining());
      if (command != Commands.STATE_LIST) {
        assertThat(command.synopsis()).isEqualTo(command.words() + arguments);
      }
    }
  }

  private static CommandSpec specification(String name) {
    Commands command = Commands.of(name).orElseThrow();
    return GlobalOptionSpecs.specification(command, command.make());
  }

  private static List<String> words(String text) {
    return Arrays.asList(text.strip().split("\\s+"));
  }

  private static String help(String name, int width) {
    return new HelpView(new ViewStyle(width, false), Commands.NAMES).render(specification(name));
  }
}
