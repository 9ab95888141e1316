package io.esform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.state.backend.LocalBackend;
import io.esform.state.disk.Disk;
import io.esform.state.file.KeySource;
import io.esform.state.file.StateCodec;
import io.esform.testing.BackendEnvironments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A plan while another run changes the state.
class PlanBesideARunTest {

  @TempDir private Path directory = Path.of("unset");
  private LocalBackend other = backend();

  @BeforeEach
  void applyNotes() throws IOException {
    Files.writeString(
        directory.resolve("main.esf"),
        """
        resource "note" "a" {
          name = "a"
          text = "Hello"
        }

        resource "note" "b" {
          name = "b"
          text = "Hello"
        }
        """);
    assertThat(run("apply", "--auto-approve").exit()).isZero();
    other = backend();
    Files.writeString(directory.resolve("notes/a"), "changed");
    Files.delete(directory.resolve("notes/b"));
  }

  @Test
  void whatDiffersIsNotCalledAChangeOutsideEsform() {
    assertThat(other.lock("apply").hasErrors()).isFalse();
    try {
      CommandRun whole = run("plan");
      CommandRun summary = run("plan", "--summary");
      assertThat(whole.out() + summary.out())
          .doesNotContain("outside esform")
          .contains("Different from the state, which another run is changing:\n  ~ note.a")
          .contains("# it does not exist, and another run is changing the state");
      assertThat(whole.err()).contains("Warning: State is being changed", "Plan again");
      assertThat(whole.exit()).isZero();
    } finally {
      other.unlock();
    }
  }

  @Test
  void withoutAnotherRunItIs() {
    CommandRun alone = run("plan");
    assertThat(alone.out())
        .contains("Changed outside esform:\n  ~ note.a")
        .contains("# it was deleted outside esform");
    assertThat(alone.err()).isEmpty();
  }

  private LocalBackend backend() {
    var random = new SecureRandom();
    return new LocalBackend(
        directory,
        new StateCodec(
            new KeySource.KeyFile(directory.resolve("key")), "0.1.0", random, Disk.real()),
        BackendEnvironments.of(directory, directory, Disk.real()));
  }

  private CommandRun run(String... words) {
    return CommandRun.of(directory, List.of(words), null);
  }
}
