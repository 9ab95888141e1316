package io.esform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Providers see secrets without marks, and may repeat them in values and messages: none is shown.
class ProviderSecretsTest {

  private static final String SECRET = "tok3n-7";

  @TempDir Path directory;

  private String run(String... words) {
    var all = new java.util.ArrayList<>(List.of("ESFORM_VAR_secret=" + SECRET));
    all.addAll(List.of(words));
    CommandRun run = CommandRun.of(directory, all, null);
    assertThat(run.out() + run.err()).doesNotContain("tok3n");
    return run.out() + run.err();
  }

  private void write(String text) throws IOException {
    Files.writeString(
        directory.resolve("main.esf"),
        """
        esform {
          encryption {
            key_file = "state.key"
          }
        }

        variable "secret" {
          type      = string
          sensitive = true
        }

        resource "note" "a" {
          name = "a"
          text = %s
        }
        """
            .formatted(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"invalid", "refused", "crash"})
  void aFaultDoesNotShowASecret(String word) throws IOException {
    write("\"%s: ${var.secret}\"".formatted(word));
    run("validate");
    assertThat(run("apply", "--auto-approve")).contains("(sensitive)").contains("Error");
  }

  @ParameterizedTest
  @ValueSource(strings = {"refused", "crash"})
  void aSecretThatBecomesKnownInApplyIsNotShown(String word) throws IOException {
    write("\"%s: ${var.secret} ${esform_data.x.id}\"".formatted(word));
    Files.writeString(directory.resolve("data.esf"), "resource \"esform_data\" \"x\" {}\n");
    assertThat(run("apply", "--auto-approve")).contains("(sensitive)").contains("Error");
  }

  @Test
  void notesOfAPlanDoNotShowASecret() throws IOException {
    write("\"noted: ${var.secret}\"");
    assertThat(run("plan")).contains("(sensitive)");
    assertThat(run("plan", "--json")).contains("(sensitive)");
  }

  @Test
  void aClaimThatClashesDoesNotShowASecret() throws IOException {
    write("\"noted: ${var.secret}\"");
    String twice = Files.readString(directory.resolve("main.esf"));
    Files.writeString(
        directory.resolve("more.esf"),
        twice.substring(twice.indexOf("resource")).replace("\"a\"", "\"b\""));
    assertThat(run("plan")).contains("Unique value used twice");
  }

  @Test
  void whatHasChangedOutsideIsNotShown() throws IOException {
    write("[var.secret, \"b\"][0]");
    run("apply", "--auto-approve");
    Files.writeString(directory.resolve("notes/a"), SECRET + " and more");
    assertThat(run("plan")).contains("(sensitive)");
    assertThat(run("plan", "--json")).contains("resource_drift");
    run("refresh");
    run("show", "--json");
    assertThat(Files.readString(directory.resolve("esform.state"))).doesNotContain("tok3n");
  }

  @Test
  void aValueThatBecomesASecretIsSealed() throws IOException {
    write("nonsensitive(var.secret)");
    CommandRun.of(
        directory, List.of("ESFORM_VAR_secret=" + SECRET, "apply", "--auto-approve"), null);
    assertThat(Files.readString(directory.resolve("esform.state"))).contains("tok3n");
    write("var.secret");
    run("plan", "--json");
    assertThat(run("apply", "--auto-approve")).contains("No changes");
    String sealed = Files.readString(directory.resolve("esform.state"));
    assertThat(sealed).doesNotContain("tok3n");
    run("apply", "--auto-approve");
    assertThat(directory.resolve("esform.state")).hasContent(sealed);
  }
}
