package io.esform.state.backend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.AddressParser;
import io.esform.address.ProviderKey;
import io.esform.diag.Diagnostic;
import io.esform.state.InstanceState;
import io.esform.state.JournalRecord;
import io.esform.state.State;
import io.esform.state.disk.Disk;
import io.esform.state.file.KeySource;
import io.esform.state.file.StateCodec;
import io.esform.testing.BackendEnvironments;
import io.esform.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Saves on a real full disk: a file system of 64 KiB in memory. Needs root.
@Tag("real")
class FullDiskIT {

  @TempDir private Path disk = Path.of("unset");
  @TempDir private Path temporary = Path.of("unset");

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString());
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    run("umount", disk.toString());
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private LocalBackend backend() {
    var codec = new StateCodec(new KeySource.NoKey(), "0.1.0", new SecureRandom(), Disk.real());
    return new LocalBackend(disk, codec, BackendEnvironments.of(disk, temporary, Disk.real()));
  }

  private static State with(State state, String text) {
    return new State(
        state.serial(),
        state.lineage(),
        new TreeMap<>(Map.of("text", Value.of(text))),
        state.instances(),
        state.deposed());
  }

  @Test
  void theJournalHoldsWhatWasAppendedBeforeTheDiskWasFull() {
    LocalBackend backend = backend();
    assertThat(backend.lock("apply").all()).isEmpty();
    State empty = backend.save(requireNonNull(backend.load().state())).state();
    int appended = 0;
    while (!backend.append(List.of(put(appended))).hasErrors()) {
      appended++;
    }
    backend.unlock();

    Backend.Loaded loaded = backend().load();

    assertThat(appended).isGreaterThan(10);
    assertThat(loaded.diagnostics().all()).isEmpty();
    assertThat(loaded.journaled()).isEqualTo(appended);
    assertThat(requireNonNull(loaded.state()).instances()).hasSize(appended);
    assertThat(empty.instances()).isEmpty();
  }

  private static JournalRecord put(int number) {
    var attributes = Value.objectOf(Map.of("text", Value.of("x".repeat(1000))));
    return new JournalRecord.Put(
        requireNonNull(AddressParser.parseInstance("thing.a[" + number + "]").address()),
        new InstanceState(
            ProviderKey.parse("fake"),
            attributes,
            Set.of(),
            List.of(),
            1,
            InstanceState.Status.READY));
  }

  @Test
  void theOldStateStandsAndTheNewOneIsRescued() throws IOException {
    LocalBackend backend = backend();
    assertThat(backend.lock("apply").all()).isEmpty();
    State small = backend.save(with(requireNonNull(backend.load().state()), "small")).state();
    State big = with(small, "x".repeat(100_000));

    Backend.Saved saved = backend.save(big);

    assertThat(saved.diagnostics().all())
        .extracting(Diagnostic::summary)
        .containsExactly("State cannot be saved");
    assertThat(backend().load().state()).isEqualTo(small);
    assertThat(backend.rescue(big).all())
        .extracting(Diagnostic::summary)
        .containsExactly("State was saved elsewhere");
    assertThat(Files.size(temporary.resolve("errored.esform.state"))).isGreaterThan(100_000);
    assertThat(disk.toFile().list()).doesNotContain("errored.esform.state");
    backend.unlock();
  }
}
