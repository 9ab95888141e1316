package io.esform.state.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.state.disk.Disk;
import io.esform.testing.BackendEnvironments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalWorkspacesTest {

  @TempDir Path directory;

  private LocalWorkspaces workspaces() {
    return new LocalWorkspaces(
        directory, BackendEnvironments.of(directory, directory, Disk.real()));
  }

  @Test
  void onlyTheDefaultOneIsThereByItself() throws IOException {
    var workspaces = workspaces();
    assertThat(workspaces.names()).containsExactly("default");
    assertThat(workspaces.exists("default")).isTrue();
    assertThat(workspaces.exists("staging")).isFalse();
    assertThat(workspaces.directory("default")).isEqualTo(directory);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aDirectoryOfAProperNameIsAWorkspace() throws IOException {
    var workspaces = workspaces();
    workspaces.create("staging");
    workspaces.create("prod");
    Path states = directory.resolve("esform.state.d");
    Files.createDirectory(states.resolve(".hidden"));
    Files.createDirectory(states.resolve("not a name"));
    Files.createDirectory(states.resolve("default"));
    Files.writeString(states.resolve("file"), "");
    assertThat(workspaces.names()).containsExactly("default", "prod", "staging");
    assertThat(workspaces.directory("prod")).isEqualTo(states.resolve("prod"));
  }

  @Test
  void whatIsKeptOfADeletedOneGoesWithIt() throws IOException {
    var workspaces = workspaces();
    workspaces.create("staging");
    Files.writeString(workspaces.directory("staging").resolve("esform.state"), "{}");
    Path versions = workspaces.directory("staging").resolve("esform.state.versions");
    Files.createDirectory(versions);
    Files.writeString(versions.resolve("00000001"), "{}");
    workspaces.delete("staging");
    assertThat(workspaces.names()).containsExactly("default");
    assertThat(directory.resolve("esform.state.d")).isEmptyDirectory();
  }

  @Test
  void aDeletionFollowsNoSymbolicLink(@TempDir Path elsewhere) throws IOException {
    var workspaces = workspaces();
    Path file = Files.writeString(elsewhere.resolve("file"), "");
    workspaces.create("staging");
    Files.createSymbolicLink(
        workspaces.directory("staging").resolve("esform.state.versions"), elsewhere);
    workspaces.delete("staging");
    assertThat(directory.resolve("esform.state.d")).isEmptyDirectory();
    assertThat(file).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "a b", "-a", ".a", "é", "a\n", "a\\b"})
  void aNameThatIsNoPlainFileNameIsRefused(String name) throws IOException {
    Files.createDirectories(directory.resolve("esform.state.d/a"));
    assertThat(Workspaces.isName(name)).isFalse();
    assertThat(workspaces().exists(name)).isFalse();
  }
}
