package io.esform.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.state.backend.LocalBackend;
import io.esform.state.backend.Versions;
import io.esform.state.disk.Disk;
import io.esform.state.file.KeySource;
import io.esform.state.file.StateCodec;
import io.esform.testing.BackendEnvironments;
import io.esform.testing.FaultyDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `state rekey` on states whose key is being changed.
class StateRekeyTest {

  private static final String FIRST = "key_file = \"first.key\"";
  private static final String BOTH =
      "key_file = \"second.key\"\nfallback {\n  key_file = \"first.key\"\n}";
  private static final String SECOND = "key_file = \"second.key\"";

  @TempDir Path directory;

  @BeforeEach
  void applyWithTheFirstKey() throws IOException {
    configure(FIRST);
    assertThat(run("apply", "-auto-approve", "-var", "password=hunter2").exit()).isZero();
  }

  private void configure(String encryption) throws IOException {
    Files.writeString(
        directory.resolve("main.esf"),
        """
        esform {
          encryption {
            %s
          }
        }

        variable "password" {
          sensitive = true
        }

        resource "esform_data" "a" {
          input = var.password
        }

        output "password" {
          value     = var.password
          sensitive = true
        }
        """
            .formatted(encryption));
  }

  private CommandRun run(String... words) {
    return CommandRun.of(directory, Arrays.asList(words), null);
  }

  private String state() throws IOException {
    return Files.readString(directory.resolve("esform.state"));
  }

  private static String id(String state) {
    return state.replaceAll("(?s).*\"check\": \"([0-9a-f]{16})\".*", "$1");
  }

  @Test
  void afterwardsTheEarlierKeyIsNotNeeded() throws IOException {
    String before = state();
    configure(BOTH);

    CommandRun rekeyed = run("state", "rekey");

    assertThat(rekeyed.exit()).isZero();
    assertThat(rekeyed.err()).isEmpty();
    assertThat(rekeyed.out())
        .contains("Encrypted 3 values of the state with the current key:\n\n    " + id(state()))
        .contains("    3 values: key %s (key_file \"DIR/first.key\")".formatted(id(before)))
        .contains("serial " + next(before).serial());
    assertThat(id(state())).isNotEqualTo(id(before));
    assertThat(StateCodec.header(state())).isEqualTo(next(before));
    String version = Versions.name(next(before).serial() - 1);
    assertThat(directory.resolve("esform.state.versions").resolve(version)).hasContent(before);

    configure(SECOND);
    Files.delete(directory.resolve("first.key"));
    assertThat(run("output", "--raw", "password").out()).isEqualTo("hunter2");
    assertThat(run("plan", "-detailed-exitcode", "-var", "password=hunter2").exit()).isZero();
  }

  /// The header of the save after that state.
  private static StateCodec.Header next(String state) {
    StateCodec.Header header = requireNonNull(StateCodec.header(state));
    return new StateCodec.Header(header.serial() + 1, header.lineage());
  }

  @Test
  void aSecondTimeNothingChanges() throws IOException {
    configure(BOTH);
    assertThat(run("state", "rekey").exit()).isZero();
    String before = state();
    CommandRun again = run("state", "rekey");
    assertThat(again.exit()).isZero();
    assertThat(again.out()).contains("already encrypted").contains("Nothing was changed");
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void withoutTheEarlierKeyNothingChanges() throws IOException {
    configure(SECOND);
    String before = state();
    CommandRun refused = run("state", "rekey");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains(id(before)).contains("fallback");
    assertThat(state()).isEqualTo(before);
    assertThat(directory.resolve("second.key")).doesNotExist();
    assertThat(directory.resolve("esform.state.holder")).doesNotExist();
  }

  @Test
  void aLockedStateIsNotChanged() throws IOException {
    configure(BOTH);
    String before = state();
    var other =
        new LocalBackend(
            directory,
            new StateCodec(new KeySource.NoKey(), "0.1.0", new SecureRandom(), Disk.real()),
            BackendEnvironments.of(directory, directory, Disk.real()));
    assertThat(other.lock("apply").hasErrors()).isFalse();
    CommandRun refused = run("state", "rekey");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("locked");
    assertThat(state()).isEqualTo(before);
    assertThat(other.unlock().hasErrors()).isFalse();
  }

  @Test
  void aCrashAtAnyStepLeavesAReadableState() throws IOException {
    configure(BOTH);
    String before = state();
    int at = 0;
    int exit = CommandRun.HALTED;
    while (exit == CommandRun.HALTED) {
      var disk = FaultyDisk.striking(FaultyDisk.Fault.HALT_HALF_WAY, ++at);
      exit = CommandRun.of(directory, List.of("state", "rekey"), null, disk).exit();
      assertThat(run("output", "--raw", "password").out()).as("step " + at).isEqualTo("hunter2");
    }
    assertThat(exit).isZero();
    assertThat(id(state())).isNotEqualTo(id(before));
    configure(SECOND);
    assertThat(run("output", "--raw", "password").out()).isEqualTo("hunter2");
  }

  @Test
  void aStateWithoutSecretsStaysAsItIs() throws IOException {
    assertThat(run("destroy", "-auto-approve", "-var", "password=hunter2").exit()).isZero();
    String before = state();
    configure(BOTH);
    CommandRun nothing = run("state", "rekey");
    assertThat(nothing.exit()).isZero();
    assertThat(nothing.out()).contains("no secrets");
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void allWorkspacesAreChangedAndTheFailedOnesNamed() throws IOException {
    assertThat(run("workspace", "new", "staging").exit()).isZero();
    assertThat(run("apply", "-auto-approve", "-var", "password=hunter3").exit()).isZero();
    assertThat(run("workspace", "new", "broken").exit()).isZero();
    assertThat(run("apply", "-auto-approve", "-var", "password=hunter4").exit()).isZero();
    assertThat(run("workspace", "select", "default").exit()).isZero();
    Path broken = directory.resolve("esform.state.d/broken/esform.state");
    Files.writeString(broken, "{");
    configure(BOTH);

    CommandRun rekeyed = run("state", "rekey", "--all-workspaces");

    assertThat(rekeyed.exit()).isEqualTo(1);
    assertThat(rekeyed.out()).contains("Workspace: default").contains("Workspace: staging");
    assertThat(rekeyed.err()).contains("not changed: broken.");
    configure(SECOND);
    assertThat(run("output", "--raw", "password").out()).isEqualTo("hunter2");
    assertThat(run("workspace", "select", "staging").exit()).isZero();
    assertThat(run("output", "--raw", "password").out()).isEqualTo("hunter3");
    assertThat(broken).hasContent("{");
  }
}
