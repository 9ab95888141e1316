package io.esform.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.state.backend.BackendType;
import io.esform.state.backend.LocalBackendType;
import io.esform.state.backend.http.HttpBackendType;
import io.esform.state.backend.http.TerraformServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands with a state on a server.
class HttpBackendTest {

  private static final String PASSWORD = "ESFORM_HTTP_PASSWORD=correct-horse";

  @TempDir private Path directory = Path.of("unset");
  @AutoClose private final TerraformServer server = TerraformServer.start();

  @BeforeEach
  void write() throws IOException {
    write(configuration());
  }

  private void write(String text) throws IOException {
    Files.writeString(directory.resolve("main.esf"), text);
  }

  private String configuration() {
    return """
    esform {
      backend "http" {
        address      = "%s"
        lock_address = "%s"
        username     = "ann"
      }
    }

    resource "esform_data" "a" {
      input = "one"
    }

    resource "esform_data" "b" {
      input = esform_data.a.output
    }
    """
        .formatted(server.address(), server.lockAddress());
  }

  private CommandRun run(String... words) {
    List<BackendType> backends = List.of(new LocalBackendType(), new HttpBackendType());
    return CommandRun.of(directory, Arrays.asList(words), null, backends);
  }

  private String done(String... words) {
    CommandRun run = run(words);
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    return run.out();
  }

  @Test
  void aConfigurationIsBroughtUpAndTakenDown() {
    assertThat(done(PASSWORD, "plan")).contains("2 to add");
    done(PASSWORD, "apply", "--auto-approve");
    assertThat(done(PASSWORD, "state", "list")).isEqualTo("esform_data.a\nesform_data.b\n");
    assertThat(run(PASSWORD, "plan", "--detailed-exitcode").exit()).isZero();
    assertThat(run(PASSWORD, "plan", "--out", "destroy.plan", "--destroy").exit()).isZero();
    done(PASSWORD, "apply", "destroy.plan");
    assertThat(done(PASSWORD, "state", "list")).isEmpty();
    assertThat(requireNonNull(server.calls())).anyMatch(call -> call.startsWith("POST /state?ID="));
    assertThat(directory.resolve("esform.state")).doesNotExist();
  }

  @Test
  void otherWorkspacesAreRefused() {
    CommandRun refused = run(PASSWORD, "workspace", "new", "staging");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("Workspaces are not supported").doesNotContain("Exception");
    assertThat(done(PASSWORD, "workspace", "list")).isEqualTo("* default\n");
  }

  @Test
  void aFaultOfTheSettingsIsShownWithItsBlock() {
    CommandRun refused = run("ESFORM_HTTP_RETRY_MAX=many", PASSWORD, "plan");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .contains("Invalid retry_max", "main.esf", "backend \"http\"")
        .doesNotContain("correct-horse");
  }

  /// The server could not have the other one.
  @Test
  void statesOfSeveralWorkspacesAreNotMovedToAServer() throws IOException {
    String onServer = configuration();
    write(onServer.replaceFirst("(?s)esform \\{.*?\n}\n", ""));
    done("apply", "--auto-approve");
    done("workspace", "new", "staging");
    done("apply", "--auto-approve");
    write(onServer);

    CommandRun refused = run(PASSWORD, "init", "--migrate-state", "--auto-approve");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .contains("Workspaces are not supported", "default, staging")
        .contains("esform init --migrate-state --workspace default");
    assertThat(server.calls()).noneMatch(call -> call.startsWith("POST"));
    assertThat(directory.resolve(".esform/backend.json")).doesNotExist();

    done(PASSWORD, "init", "--migrate-state", "--auto-approve", "--workspace", "default");
    done(PASSWORD, "workspace", "select", "default");
    assertThat(done(PASSWORD, "state", "list")).isEqualTo("esform_data.a\nesform_data.b\n");
  }

  @Test
  void initReportsAServerThatIsNotThere() {
    server.close();
    CommandRun refused = run("ESFORM_HTTP_RETRY_MAX=0", PASSWORD, "init");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .contains("Backend cannot be used", "accepts no connection")
        .doesNotContain("Exception");
    assertThat(directory.resolve(".esform/backend.json")).doesNotExist();
  }
}
