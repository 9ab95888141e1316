package io.esform.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.AddressParser;
import io.esform.address.ResourceInstanceAddress;
import io.esform.state.JournalRecord.Intent;
import io.esform.state.State;
import io.esform.state.backend.LocalBackend;
import io.esform.state.disk.Disk;
import io.esform.state.file.KeySource;
import io.esform.state.file.StateCodec;
import io.esform.testing.BackendEnvironments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The effects of the state commands on files; the stories in `cli/commands` test their output.
class StateCommandsTest {

  @TempDir Path directory;

  @BeforeEach
  void applySomethingSecret() throws IOException {
    Files.writeString(
        directory.resolve("main.esf"),
        """
        esform {
          encryption {
            key_file = "state.key"
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
        """);
    assertThat(run("apply", "-auto-approve", "-var", "password=hunter2").exit()).isZero();
  }

  @Test
  void whatWasPulledIsSealedAndCanBePushedBack() throws IOException {
    String pulled = run("state", "pull").out();
    assertThat(pulled).isEqualTo(CommandRun.masked(state())).doesNotContain("hunter2");
    Files.copy(directory.resolve("esform.state"), directory.resolve("kept.json"));

    assertThat(run("state", "rm", "esform_data.a").exit()).isZero();
    assertThat(run("state", "push", "kept.json").err()).contains("serial");
    assertThat(run("state", "push", "--force", "kept.json").exit()).isZero();

    assertThat(run("output", "--raw", "password").out()).isEqualTo("hunter2");
    assertThat(run("plan", "-detailed-exitcode", "-var", "password=hunter2").exit()).isZero();
  }

  @Test
  void aSecretIsSealedAnewForItsNewAddress() throws IOException {
    assertThat(run("state", "mv", "esform_data.a", "esform_data.b").exit()).isZero();
    assertThat(state()).contains("esform_data.b").doesNotContain("hunter2");
    Files.writeString(
        directory.resolve("main.esf"),
        Files.readString(directory.resolve("main.esf")).replace("\"a\"", "\"b\""));
    assertThat(run("plan", "-detailed-exitcode", "-var", "password=hunter2").exit()).isZero();
  }

  @Test
  void everyChangeOfTheStateLeavesTheStateBeforeIt() throws IOException {
    String before = state();
    Files.writeString(directory.resolve("kept.json"), before);
    for (String[] words :
        new String[][] {
          {"state", "mv", "esform_data.a", "esform_data.b"},
          {"state", "replace-provider", "--auto-approve", "builtin", "builtin.x"},
          {"taint", "esform_data.b"},
          {"untaint", "esform_data.b"},
          {"state", "rm", "esform_data.b"},
          {"state", "push", "--force", "kept.json"},
          {"state", "restore", "--auto-approve", "3"},
        }) {
      assertThat(run(words).exit()).as(Arrays.toString(words)).isZero();
      assertThat(newestVersion()).hasContent(before);
      assertThat(directory.resolve("esform.state.holder")).doesNotExist();
      before = state();
    }
  }

  private Path newestVersion() throws IOException {
    try (Stream<Path> versions = Files.list(directory.resolve("esform.state.versions"))) {
      return versions.max(Comparator.naturalOrder()).orElseThrow();
    }
  }

  /// A state that a newer esform has written.
  @Test
  void anObjectByANewerSchemaIsKeptAsItIs() throws IOException {
    Files.writeString(
        directory.resolve("esform.state"),
        state()
            .replaceFirst("\"checksum\": \"[^\"]*\",\\s*", "")
            .replaceFirst(
                "\"attributes\": \\{", "\"schema_version\": 9, \"attributes\": {\"more\": 1,"));

    assertThat(run("state", "show", "esform_data.a").out())
        .contains("more")
        .doesNotContain("hunter2");
    assertThat(run("show", "--json").out()).contains("esform_data.a").doesNotContain("hunter2");
    assertThat(run("state", "mv", "esform_data.a", "esform_data.b").exit()).isZero();
    assertThat(run("taint", "esform_data.b").exit()).isZero();
    assertThat(state()).contains("\"schema_version\": 9", "\"more\": 1", "esform_data.b");
    for (String command : new String[] {"plan", "refresh", "apply --auto-approve"}) {
      CommandRun refused = run((command + " -var password=hunter2").split(" "));
      assertThat(refused.exit()).as(command).isEqualTo(1);
      assertThat(refused.err())
          .contains("Resource instance managed by newer version", "esform_data.b", "version 9");
    }
    assertThat(run("state", "rm", "esform_data.b").exit()).isZero();
  }

  @Test
  void nothingIsSavedWhereNothingChanges() throws IOException {
    String before = state();
    run("state", "mv", "--dry-run", "esform_data.a", "esform_data.b");
    run("state", "rm", "--dry-run", "esform_data.a");
    run("state", "rm", "esform_data.a", "esform_data.unknown");
    run("untaint", "esform_data.a");
    run("taint", "--allow-missing", "esform_data.unknown");
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void noneOfThemWritesWhileAnotherRunHoldsTheLock() throws IOException {
    String before = state();
    Files.writeString(
        directory.resolve("esform.state.holder"),
        "host: elsewhere\npid: 1\nboot: another\noperation: apply\nsince: 2026-01-01T00:00:00Z\n");
    Files.writeString(directory.resolve("kept.json"), before);
    for (String[] words :
        new String[][] {
          {"state", "mv", "esform_data.a", "esform_data.b"},
          {"state", "rm", "esform_data.a"},
          {"state", "push", "kept.json"},
          {"state", "restore", "--auto-approve", "1"},
          {"state", "replace-provider", "--auto-approve", "builtin", "builtin.x"},
          {"taint", "esform_data.a"},
          {"untaint", "esform_data.a"},
        }) {
      CommandRun run = run(words);
      assertThat(run.exit()).as(Arrays.toString(words)).isEqualTo(1);
      assertThat(run.err()).contains("State is locked", "elsewhere");
    }
    assertThat(state()).isEqualTo(before);
    assertThat(run("state", "mv", "--dry-run", "esform_data.a", "esform_data.b").exit()).isZero();
  }

  @Test
  void noneOfThemWritesWhileItIsUnknownWhatBecameOfACall() throws IOException {
    leaveACallOpen();
    String before = state();
    Files.writeString(directory.resolve("kept.json"), before);
    for (String[] words :
        new String[][] {
          {"state", "mv", "esform_data.a", "esform_data.b"},
          {"state", "rm", "esform_data.a"},
          {"state", "push", "kept.json"},
          {"state", "restore", "--auto-approve", "1"},
          {"taint", "esform_data.a"},
        }) {
      CommandRun run = run(words);
      assertThat(run.exit()).as(Arrays.toString(words)).isEqualTo(1);
      assertThat(run.err()).contains("A run was interrupted", "    esform_data.a\n", "apply");
    }
    assertThat(state()).isEqualTo(before);
    assertThat(directory.resolve("esform.state.journal")).exists();
    assertThat(run("state", "push", "--force", "kept.json").exit()).isZero();
    assertThat(directory.resolve("esform.state.journal")).doesNotExist();
  }

  @Test
  void aRestoreByForceDiscardsTheOpenCallsOfAnInterruptedRun() throws IOException {
    assertThat(run("taint", "esform_data.a").exit()).isZero();
    leaveACallOpen();
    CommandRun restore = run("state", "restore", "--auto-approve", "--force", "1");
    assertThat(restore.exit()).as(restore.err()).isZero();
    assertThat(restore.out()).contains("remain unknown", "    esform_data.a\n");
    assertThat(directory.resolve("esform.state.journal")).doesNotExist();
  }

  @Test
  void aDamagedStateWithOpenCallsIsRestoredOnlyByForce() throws IOException {
    assertThat(run("taint", "esform_data.a").exit()).isZero();
    leaveACallOpen();
    Files.writeString(directory.resolve("esform.state"), "scribble");
    CommandRun refused = run("state", "restore", "--auto-approve", "2");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("A run was interrupted", "    esform_data.a\n", "--force");
    assertThat(directory.resolve("esform.state")).hasContent("scribble");
    assertThat(run("state", "restore", "--auto-approve", "--force", "2").exit()).isZero();
    assertThat(run("state", "list").out()).isEqualTo("esform_data.a\n");
  }

  @Test
  void aVersionOfAnotherLineageIsRestoredOnlyByForce() throws IOException {
    Files.writeString(
        directory.resolve("other.json"), "{\"version\": 1, \"serial\": 7, \"lineage\": \"other\"}");
    assertThat(run("state", "push", "--force", "other.json").exit()).isZero();
    CommandRun refused = run("state", "restore", "--auto-approve", "2");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("another lineage", "--force");
    assertThat(run("state", "restore", "--auto-approve", "--force", "2").exit()).isZero();
    assertThat(run("output", "--raw", "password").out()).isEqualTo("hunter2");
  }

  @Test
  void aRescuedStateIsTakenThoughItsRunLeftCallsOpen() throws IOException {
    leaveACallOpen();
    rescue();
    CommandRun push = run("state", "push", "errored.esform.state");
    assertThat(push.exit()).as(push.err()).isZero();
    assertThat(directory.resolve("esform.state.journal")).doesNotExist();
  }

  @Test
  void aRescuedStateIsRefusedOnceAnotherRunHasSaved() throws IOException {
    rescue();
    assertThat(run("taint", "esform_data.a").exit()).isZero();
    String before = state();
    CommandRun late = run("state", "push", "errored.esform.state");
    assertThat(late.exit()).isEqualTo(1);
    assertThat(late.err()).contains("rescued").doesNotContain("--force");
    assertThat(state()).isEqualTo(before);
  }

  /// Creates the file of a run that could not save its state.
  private void rescue() throws IOException {
    State kept = requireNonNull(codec().decode(state(), "esform.state", "").state());
    State rescued = kept.withSerial(kept.serial() + 1).withOutputs(new TreeMap<>());
    Files.writeString(
        directory.resolve("errored.esform.state"),
        requireNonNull(codec().encodeRescued(rescued).text()));
  }

  private StateCodec codec() {
    return new StateCodec(
        new KeySource.KeyFile(directory.resolve("state.key")),
        "0.1.0",
        new SecureRandom(),
        Disk.real());
  }

  private void leaveACallOpen() {
    var backend =
        new LocalBackend(
            directory, codec(), BackendEnvironments.of(directory, directory, Disk.real()));
    ResourceInstanceAddress address =
        requireNonNull(AddressParser.parseInstance("esform_data.a").address());
    assertThat(backend.lock("apply").hasErrors()).isFalse();
    assertThat(backend.load().state()).isNotNull();
    assertThat(backend.append(List.of(new Intent.Delete(address, 1))).hasErrors()).isFalse();
    assertThat(backend.unlock().hasErrors()).isFalse();
  }

  private String state() throws IOException {
    return Files.readString(directory.resolve("esform.state"));
  }

  private CommandRun run(String... words) {
    return CommandRun.of(directory, Arrays.asList(words), null);
  }
}
