package io.esform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An error in a values file does not show the secrets in it.
class ValuesFileSecretsTest {

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret = tok3n",
        "secret = tok3n.x",
        "secret = tok3n x",
        "secret = \"tok3n",
        "secret = 'tok3n'",
        "secret = \"tok3n\" + 1",
        "secret = upper(tok3n)",
        "secret = upper(\"tok3n\", \"tok3n\")",
        "secret = regex(\"x\", \"tok3n\")",
        "secret = tok3n(1)",
        "secret = [\"tok3n\"]",
        "secret = { tok3n = 1 }",
        "secret: tok3n",
        "tok3n",
        "sercet = \"tok3n\"",
        "secret = \"tok3n\"\nsecret = \"tok3n\"",
      })
  void aSlipInAValuesFileShowsNoSecret(String text) throws IOException {
    Files.writeString(
        directory.resolve("main.esf"),
        """
        variable "secret" {
          type      = string
          sensitive = true
          default   = "none"
        }

        variable "port" {
          type    = number
          default = 1
        }
        """);
    Files.writeString(directory.resolve("esform.esvars"), text + "\n");
    for (List<String> words : List.of(List.of("plan"), List.of("plan", "--json"))) {
      CommandRun run = CommandRun.of(directory, words, null);
      assertThat(run.out() + run.err())
          .as(text)
          .doesNotContain("tok3n")
          .containsAnyOf("rror", "arning");
    }
  }
}
