package io.esform.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.state.backend.BackendType;
import io.esform.state.backend.LocalBackendType;
import io.esform.testing.store.ObjectStore;
import io.esform.testing.store.StoreBackendType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every command with a backend that stores nothing on this machine.
class OtherBackendTest {

  private static final String CONFIGURATION =
      """
      esform {
        backend "store" {
          bucket = "states"
          prefix = "team"
        }
      }

      resource "esform_data" "a" {
        input = "one"
      }

      resource "esform_data" "b" {
        input = esform_data.a.output
      }

      output "word" {
        value = esform_data.b.output
      }
      """;

  private static final String LEFT =
      """
      host: build-1
      pid: 4711
      boot: x
      operation: apply
      since: 2026-01-01T00:00:00Z
      nonce: n
      """;

  private final ObjectStore store = new ObjectStore();
  @TempDir private Path directory = Path.of("unset");

  @BeforeEach
  void write() throws IOException {
    write(CONFIGURATION);
  }

  private void write(String text) throws IOException {
    Files.writeString(directory.resolve("main.esf"), text);
  }

  private CommandRun run(String... words) {
    List<BackendType> backends = List.of(new LocalBackendType(), new StoreBackendType(store));
    return CommandRun.of(directory, Arrays.asList(words), null, backends);
  }

  private String done(String... words) {
    CommandRun run = run(words);
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    return run.out();
  }

  private String failed(String... words) {
    CommandRun run = run(words);
    assertThat(run.exit()).isEqualTo(1);
    return run.err();
  }

  private List<String> keys() throws IOException {
    return store.keys("");
  }

  @Test
  void aConfigurationIsBroughtUpAndTakenDown() throws IOException {
    assertThat(done("plan")).contains("2 to add");
    assertThat(keys()).isEmpty();
    done("apply", "--auto-approve");
    assertThat(keys()).containsExactly("states/team/default/state");
    assertThat(directory.toFile().list()).containsExactly("main.esf");
    assertThat(done("output", "--raw", "word")).isEqualTo("one");
    assertThat(run("plan", "--detailed-exitcode").exit()).isZero();
    done("refresh");
    assertThat(run("plan", "--out", "destroy.plan", "--destroy").exit()).isZero();
    done("apply", "destroy.plan");
    assertThat(done("state", "list")).isEmpty();
    assertThat(keys()).containsExactly("states/team/default/state");
  }

  /// A run that was killed there may have left an empty state.
  @Test
  void anEmptyStateDoesNotHideTheStateThatWasNotMoved() throws IOException {
    done("apply", "--auto-approve");
    done("destroy", "--auto-approve");
    write(CONFIGURATION.replaceFirst("(?s)esform .*?\n}\n", ""));
    done("apply", "--auto-approve");
    write(CONFIGURATION);
    assertThat(failed("apply", "--auto-approve"))
        .contains("State is in another backend", "configuration has 2 objects");
    assertThat(done("init", "--reconfigure")).contains("store");
    assertThat(done("plan")).contains("2 to add");
  }

  @Test
  void theStateIsChangedByHand() throws IOException {
    done("apply", "--auto-approve");
    assertThat(done("show")).contains("esform_data.a", "esform_data.b");
    assertThat(done("state", "list")).isEqualTo("esform_data.a\nesform_data.b\n");
    assertThat(done("state", "show", "esform_data.a")).contains("\"one\"");
    done("state", "mv", "esform_data.b", "esform_data.c");
    done("taint", "esform_data.a");
    assertThat(done("show")).contains("tainted");
    done("untaint", "esform_data.a");
    ObjectStore.Stored pulled = requireNonNull(store.get("states/team/default/state"));
    assertThat(done("state", "pull")).isEqualTo(CommandRun.masked(pulled.content()));
    done("state", "rm", "esform_data.c");
    assertThat(done("state", "list")).isEqualTo("esform_data.a\n");
    Files.writeString(directory.resolve("pulled"), pulled.content());
    assertThat(failed("state", "push", "pulled")).contains("serial");
    done("state", "push", "--force", "pulled");
    assertThat(done("state", "list")).isEqualTo("esform_data.a\nesform_data.c\n");
  }

  @Test
  void workspacesAreKeptThere() throws IOException {
    done("apply", "--auto-approve");
    done("workspace", "new", "staging");
    assertThat(done("workspace", "list")).isEqualTo("  default\n* staging\n");
    assertThat(done("workspace", "show")).isEqualTo("staging\n");
    assertThat(done("plan")).contains("2 to add");
    done("apply", "--auto-approve");
    done("workspace", "select", "default");
    assertThat(failed("workspace", "delete", "staging")).contains("Workspace is not empty");
    done("workspace", "delete", "--force", "staging");
    assertThat(done("workspace", "list")).isEqualTo("* default\n");
    assertThat(keys()).containsExactly("states/team/default/state");
    assertThat(failed("workspace", "select", "stagin")).contains("Unknown workspace");
    assertThat(failed("ESFORM_WORKSPACE=staging", "plan"))
        .contains("Unknown workspace", "esform workspace new staging");
  }

  @Test
  void aLockThatWasLeftBehindIsTakenAwayByHand() throws IOException {
    store.put(
        "states/team/default/lock",
        """
        host: build-1
        pid: 4711
        boot: x
        operation: apply
        since: 2026-01-01T00:00:00Z
        nonce: n
        """,
        null);
    assertThat(failed("apply", "--auto-approve")).contains("process 4711 on build-1");
    assertThat(run("plan").err()).contains("State is being changed");
    assertThat(done("force-unlock", "--force")).contains("The state is unlocked.");
    done("apply", "--auto-approve");
    assertThat(done("force-unlock", "--force")).contains("The state is not locked.");
  }

  @Test
  void aStoreThatDoesNotAnswerIsReported() throws IOException {
    done("apply", "--auto-approve");
    store.setFailing(true);
    for (String command : List.of("plan", "state list", "apply --auto-approve", "workspace list")) {
      assertThat(failed(command.split(" ")).replaceAll("\\s+", " ")).contains("503 Slow Down");
    }
    // The store is not needed to open a backend.
    assertThat(done("validate")).contains("valid");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          backend "stoer" {}                   | Did you mean "store"? The backend types are: local, store.
          backend "s3" {}                      | The backend types are: local, store.
          backend "store" { bukcet = "a" }     | Did you mean "bucket"?
          backend "store" { bucket = local.a } | can refer only to input variables
          backend "store" { bucket = var.b }   | not declared in the root module
          backend "store" { bucket = [] }      | a string is required
          backend "local" { path = "a/state" } | must be named esform.state
          """)
  void aWrongBlockIsRefusedByEveryCommand(String block, String message) throws IOException {
    write("esform {\n  " + block + "\n}\n\nvariable \"a\" {\n  default = 1\n}\n");
    for (String command : List.of("validate", "plan", "state list", "workspace list")) {
      assertThat(failed(command.split(" ")).replaceAll("\\s+", " "))
          .contains(message)
          .contains("main.esf");
    }
    assertThat(keys()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          backend "store" {}                | The argument "bucket" is required in the backend block "store".
          backend "store" { bucket = null } | must not be null
          """)
  void anIncompleteBlockIsValidAndNeedsInit(String block, String message) throws IOException {
    write("esform {\n  " + block + "\n}\n");
    for (String command : List.of("plan", "state list", "workspace list", "init")) {
      assertThat(failed(command.split(" ")).replaceAll("\\s+", " "))
          .contains(message)
          .contains("main.esf");
    }
    assertThat(done("validate")).contains("valid");
    done("init", "--backend-config=bucket=states", "--backend-config=prefix=team");
    done("apply", "--auto-approve");
    assertThat(done("force-unlock", "--force")).contains("not locked");
    done("init");
    assertThat(keys()).containsExactly("states/team/default/state");
    // Another clone of the configuration has to be initialized too.
    Files.delete(directory.resolve(".esform/backend.json"));
    assertThat(failed("state", "list")).contains("Missing required argument");
  }

  @Test
  void aChangeToAnotherTypeOfBackendIsNoticed() throws IOException {
    write(CONFIGURATION.replaceFirst("(?s)^.*?\n}\n", ""));
    done("apply", "--auto-approve");
    write(CONFIGURATION);
    assertThat(failed("plan")).contains("State is in another backend");
    String shown = failed("init");
    assertThat(shown)
        .contains("~ backend \"local\" -> \"store\"", "+ bucket = \"states\"")
        .contains("--migrate-state", "--reconfigure");
    done("init", "--migrate-state", "--auto-approve");
    assertThat(done("state", "list")).isEqualTo("esform_data.a\nesform_data.b\n");
    assertThat(run("plan", "--detailed-exitcode").exit()).isZero();
    write(CONFIGURATION.replaceFirst("(?s)^.*?\n}\n", ""));
    assertThat(failed("plan")).contains("Backend has changed", "- bucket = \"states\"");
    assertThat(done("init", "--migrate-state", "--auto-approve"))
        .contains("is already in the new backend");
    assertThat(done("state", "list")).isEqualTo("esform_data.a\nesform_data.b\n");
  }

  @Test
  void anInterruptedMoveToGivenArgumentsIsContinued() throws IOException {
    write("esform {\n  backend \"store\" {}\n}\n\nresource \"esform_data\" \"a\" {}\n");
    done("init", "--backend-config=bucket=states", "--backend-config=prefix=old");
    done("apply", "--auto-approve");
    Files.writeString(directory.resolve("new.esvars"), "bucket = \"states\"\nprefix = \"new\"\n");
    assertThat(failed("init", "--backend-config=new.esvars"))
        .contains("esform init --migrate-state --backend-config=new.esvars");
    store.put("states/new/default/lock", LEFT, null);
    failed("init", "--migrate-state", "--backend-config=new.esvars", "--auto-approve");
    assertThat(failed("plan")).contains("Migration is unfinished", "\"old\" -> \"new\"");
    done("force-unlock", "--force");
    done("init", "--auto-approve");
    assertThat(done("state", "list")).isEqualTo("esform_data.a\n");
    assertThat(keys()).contains("states/old/default/state", "states/new/default/state");
  }

  @Test
  void anInterruptedMoveCanBeGivenUp() throws IOException {
    write(CONFIGURATION);
    done("init");
    done("apply", "--auto-approve");
    write(CONFIGURATION.replace("\"team\"", "\"new\""));
    store.put("states/new/default/lock", LEFT, null);
    failed("init", "--migrate-state", "--auto-approve");
    write(CONFIGURATION);
    assertThat(done("state", "list")).isEqualTo("esform_data.a\nesform_data.b\n");
    assertThat(done("init")).contains("The migration to the backend \"store\" is given up");
    write(CONFIGURATION.replace("\"team\"", "\"new\""));
    assertThat(failed("plan")).contains("Backend has changed");
  }

  @Test
  void aLockLeftByAnInterruptedMigrationIsRemovedByHand() throws IOException {
    write(CONFIGURATION.replaceFirst("(?s)^.*?\n}\n", ""));
    done("apply", "--auto-approve");
    write(CONFIGURATION);
    store.put("states/team/default/lock", LEFT, null);
    assertThat(failed("init", "--migrate-state", "--auto-approve"))
        .contains("State is locked", "Migration is unfinished");
    assertThat(failed("plan")).contains("Migration is unfinished");
    assertThat(done("force-unlock", "--force")).contains("The state is unlocked.");
    assertThat(done("init", "--auto-approve")).contains("An earlier migration");
    assertThat(done("state", "list")).isEqualTo("esform_data.a\nesform_data.b\n");
  }
}
