package io.esform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.state.backend.LocalBackendType;
import io.esform.testing.store.ObjectStore;
import io.esform.testing.store.StoreBackendType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sensitive arguments of a backend are neither stored nor shown.
class InitSecretsTest {

  private static final String SECRET = "hunter2-secret";

  private final ObjectStore store = new ObjectStore();
  @TempDir private Path directory = Path.of("unset");

  @BeforeEach
  void write() throws IOException {
    write("states");
  }

  private void write(String bucket) throws IOException {
    Files.writeString(
        directory.resolve("main.esf"),
        """
        esform {
          backend "store" {
            bucket = "%s"
            token  = var.token
          }
        }

        variable "token" {
          default   = null
          sensitive = true
        }

        resource "esform_data" "a" {}
        """
            .formatted(bucket));
  }

  private CommandRun run(String... words) throws IOException {
    CommandRun run =
        CommandRun.of(
            directory,
            List.of(words),
            null,
            List.of(new LocalBackendType(), new StoreBackendType(store)));
    assertThat(run.out() + run.err()).doesNotContain(SECRET);
    Path stored = directory.resolve(".esform/backend.json");
    if (Files.exists(stored)) {
      assertThat(stored).content().doesNotContain(SECRET);
    }
    return run;
  }

  @Test
  void aSecretOfTheBlockIsNamedOnly() throws IOException {
    CommandRun first = run("ESFORM_VAR_token=" + SECRET, "init");
    assertThat(first.exit()).isZero();
    assertThat(first.out()).contains("token  = (sensitive)");
    // Another secret is no other backend.
    assertThat(run("ESFORM_VAR_token=other", "apply", "--auto-approve").exit()).isZero();
    assertThat(run("state", "list").out()).isEqualTo("esform_data.a\n");
    write("archive");
    CommandRun changed = run("ESFORM_VAR_token=" + SECRET, "plan");
    assertThat(changed.exit()).isEqualTo(1);
    assertThat(changed.err())
        .contains("~ bucket = \"states\" -> \"archive\"", "  token  = (sensitive)");
    assertThat(
            run("ESFORM_VAR_token=" + SECRET, "init", "--migrate-state", "--auto-approve").exit())
        .isZero();
    assertThat(run("state", "list").out()).isEqualTo("esform_data.a\n");
  }

  @Test
  void aSecretOnTheCommandLineIsRefused() throws IOException {
    CommandRun refused = run("init", "--backend-config=token=" + SECRET);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .contains("Sensitive argument cannot be stored", "ESFORM_VAR_token", "token = var.token");
    Files.writeString(directory.resolve("backend.esvars"), "token = \"" + SECRET + "\"\n");
    assertThat(run("init", "--backend-config=backend.esvars").err())
        .contains("Sensitive argument cannot be stored");
    Files.writeString(directory.resolve("backend.esvars"), "token = " + SECRET + "\n");
    assertThat(run("init", "--backend-config=backend.esvars").exit()).isEqualTo(1);
    Files.writeString(directory.resolve("backend.esvars"), "bucket = sensitive(\"x\")\n");
    assertThat(run("init", "--backend-config=backend.esvars").err())
        .contains("Sensitive value not allowed");
    assertThat(directory.resolve(".esform")).doesNotExist();
  }
}
