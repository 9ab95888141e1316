package io.esform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.cli.command.Commands;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandWordsTest {

  @Test
  void globalOptionsMayStandBeforeTheCommand() {
    var arguments = of("-C", "dir", "-var", "a=b", "plan", "--json");
    assertThat(arguments.command()).isEqualTo("plan");
    assertThat(arguments.rest()).containsExactly("-C", "dir", "-var", "a=b", "--json");
  }

  @Test
  void aCommandMayHaveTwoWords() {
    var arguments = of("state", "show", "es_node.store[0]");
    assertThat(arguments.command()).isEqualTo("state show");
    assertThat(arguments.rest()).containsExactly("es_node.store[0]");
  }

  @Test
  void oneDashIsEnoughForALongOption() {
    var arguments = of("plan", "-detailed-exitcode", "-out=x", "-C", "dir", "-unknown", "-1");
    assertThat(arguments.normalised(List.of("--detailed-exitcode", "--out", "--chdir")))
        .containsExactly("--detailed-exitcode", "--out=x", "-C", "dir", "-unknown", "-1");
  }

  @Test
  void whatFollowsTwoDashesStays() {
    assertThat(of("output", "--", "-raw").normalised(List.of("--raw")))
        .containsExactly("--", "-raw");
  }

  private static CommandWords of(String... words) {
    return CommandWords.of(List.of(words), Commands.NAMES);
  }
}
