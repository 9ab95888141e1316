package io.esform.state.backend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostics;
import io.esform.state.State;
import io.esform.state.file.KeySource;
import io.esform.state.file.StateCodec;
import io.esform.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocalBackendTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path directory = Path.of("unset");
  @TempDir private Path temporary = Path.of("unset");

  private LocalBackend backend(FileOperations files) {
    var codec = new StateCodec(new KeySource.NoKey(), "0.1.0", new SecureRandom());
    return new LocalBackend(
        directory, codec, ProcessIdentity.current(), CLOCK, () -> "lineage", temporary, files);
  }

  private LocalBackend locked() {
    LocalBackend backend = backend(FileOperations.real());
    assertThat(backend.lock("apply").all()).isEmpty();
    return backend;
  }

  private static State loaded(Backend backend) {
    Backend.Loaded loaded = backend.load();
    assertThat(loaded.diagnostics().all()).isEmpty();
    return requireNonNull(loaded.state());
  }

  private static State saved(Backend backend, State state) {
    Backend.Saved saved = backend.save(state);
    assertThat(saved.diagnostics().all()).isEmpty();
    return saved.state();
  }

  private static State with(State state, String output) {
    return new State(
        state.serial(),
        state.lineage(),
        new TreeMap<>(Map.of("name", Value.of(output))),
        state.instances(),
        state.deposed());
  }

  private static String summary(Diagnostics diagnostics) {
    assertThat(diagnostics.all()).hasSize(1);
    return diagnostics.all().getFirst().summary();
  }

  @Test
  void aNewStateIsEmptyAndTheFirstSaveHasSerialOne() {
    LocalBackend backend = locked();
    State first = loaded(backend);
    assertThat(first).isEqualTo(State.empty("lineage"));
    State saved = saved(backend, with(first, "one"));
    assertThat(saved.serial()).isEqualTo(1);
    assertThat(loaded(backend(FileOperations.real()))).isEqualTo(saved);
    assertThat(backend.unlock().all()).isEmpty();
    assertThat(directory).isDirectoryContaining("glob:**/esform.state");
    assertThat(directory.toFile().list()).containsExactly("esform.state");
  }

  @Test
  void aSaveThatChangesNothingWritesNothing() {
    LocalBackend backend = locked();
    State saved = saved(backend, with(loaded(backend), "one"));
    assertThat(saved(backend, saved)).isEqualTo(saved);
    backend.unlock();
  }

  @Test
  void theBackupIsTheStateBeforeTheRunsFirstSave() throws IOException {
    LocalBackend first = locked();
    saved(first, with(loaded(first), "one"));
    first.unlock();
    String before = Files.readString(directory.resolve("esform.state"));
    LocalBackend second = locked();
    State two = saved(second, with(loaded(second), "two"));
    saved(second, with(two, "three"));
    second.unlock();
    assertThat(directory.resolve("esform.state.backup")).hasContent(before);
  }

  @Test
  void aStateThatAnotherRunSavedIsNotOverwritten() throws IOException {
    LocalBackend first = locked();
    State one = saved(first, with(loaded(first), "one"));
    saved(first, with(one, "two"));
    assertThat(summary(first.save(with(one, "three")).diagnostics()))
        .isEqualTo("State was changed by another run");
    var foreign = State.empty("other").withSerial(2);
    assertThat(summary(first.save(foreign).diagnostics()))
        .isEqualTo("State was changed by another run");
    Files.writeString(directory.resolve("esform.state"), "scribble");
    assertThat(summary(first.save(with(one, "four")).diagnostics()))
        .isEqualTo("State was changed by another run");
    first.unlock();
  }

  /// Where a crash or a full disk strikes.
  enum Step {
    WRITE,
    MOVE,
    SYNC
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void aFailedSaveLeavesAWholeStateBehind(Step failing) throws IOException {
    LocalBackend first = locked();
    State one = saved(first, with(loaded(first), "one"));
    first.unlock();
    LocalBackend second = backend(new FailingOperations(failing, directory));
    second.lock("apply");
    loaded(second);
    Backend.Saved failed = second.save(with(one, "two"));
    assertThat(summary(failed.diagnostics())).isEqualTo("State cannot be saved");
    second.unlock();
    State found = loaded(backend(FileOperations.real()));
    assertThat(found).isIn(one, with(one, "two").withSerial(2));
    if (failing != Step.SYNC) {
      assertThat(found).isEqualTo(one);
    }
    assertThat(directory.toFile().list()).doesNotContain("esform.state.new");
  }

  @Test
  void whatACrashLeftHalfWrittenIsNeverRead() throws IOException {
    LocalBackend first = locked();
    State one = saved(first, with(loaded(first), "one"));
    first.unlock();
    Files.writeString(directory.resolve("esform.state.new"), "{\"version\": 1, \"ser");

    LocalBackend second = locked();

    assertThat(loaded(second)).isEqualTo(one);
    State two = saved(second, with(one, "two"));
    assertThat(loaded(second)).isEqualTo(two);
    second.unlock();
  }

  @Test
  void aStateThatCannotBeSavedIsRescuedElsewhere() throws IOException {
    State state = with(State.empty("lineage"), "one");
    LocalBackend full = backend(new FailingOperations(Step.WRITE, directory));
    assertThat(summary(full.rescue(state))).isEqualTo("State was saved elsewhere");
    assertThat(temporary.resolve("errored.esform.state")).content().contains("\"one\"");
    assertThat(summary(backend(new FailingOperations(Step.WRITE, Path.of("/"))).rescue(state)))
        .isEqualTo("State must be saved by hand");
  }

  @Test
  void aFaultyFileNamesTheBackup() throws IOException {
    Files.writeString(directory.resolve("esform.state"), "{\"version\": 1");
    Files.writeString(directory.resolve("esform.state.backup"), "{}");
    assertThat(backend(FileOperations.real()).load().diagnostics().all())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.summary()).isEqualTo("State file is cut off");
          assertThat(fault.detail()).contains("cp ", "esform.state.backup");
        });
  }

  @Test
  void aHeldLockNamesItsHolder() {
    LocalBackend first = locked();
    Diagnostics refused = backend(FileOperations.real()).lock("plan");
    assertThat(summary(refused)).isEqualTo("State is locked");
    assertThat(refused.all().getFirst().detail())
        .contains("\"apply\"", "process " + ProcessHandle.current().pid(), "rm ");
    first.unlock();
    assertThat(backend(FileOperations.real()).lock("plan").all()).isEmpty();
  }

  @Test
  void aLockOfAProcessThatIsGoneIsTakenOver() throws IOException {
    var gone = new ProcessIdentity(ProcessIdentity.current().host(), 1L << 40, Instant.EPOCH);
    Files.writeString(
        directory.resolve("esform.state.lock"),
        new LockHolder(gone, "apply", CLOCK.instant()).format());
    LocalBackend backend = backend(FileOperations.real());
    Diagnostics diagnostics = backend.lock("apply");
    assertThat(summary(diagnostics)).isEqualTo("Stale state lock taken over");
    assertThat(diagnostics.hasErrors()).isFalse();
    assertThat(backend.unlock().all()).isEmpty();
  }

  @Test
  void aLockOfAnotherMachineIsNotTakenOver() throws IOException {
    var elsewhere = new ProcessIdentity("elsewhere", 1, Instant.EPOCH);
    Path file = directory.resolve("esform.state.lock");
    Files.writeString(file, new LockHolder(elsewhere, "apply", CLOCK.instant()).format());
    assertThat(summary(backend(FileOperations.real()).lock("apply"))).isEqualTo("State is locked");
    Files.writeString(file, "what is this");
    assertThat(summary(backend(FileOperations.real()).lock("apply"))).isEqualTo("State is locked");
  }

  @Test
  void theLockOfARunAtWorkIsNotTakenAway() {
    LocalBackend first = locked();
    LocalBackend second = backend(FileOperations.real());
    assertThat(summary(second.breakLock())).isEqualTo("Lock is in use");
    assertThat(second.lockHolder()).contains("\"apply\"");
    first.unlock();
    assertThat(second.lockHolder()).isNull();
    assertThat(second.breakLock().all()).isEmpty();
  }

  @Test
  void aProcessNumberUsedAgainIsAnotherProcess() {
    ProcessIdentity self = ProcessIdentity.current();
    assertThat(self.isGone(self)).isFalse();
    assertThat(self.isGone(new ProcessIdentity(self.host(), self.pid(), Instant.EPOCH))).isTrue();
  }

  /// Lets one step fail as a full disk does, below one directory.
  private static final class FailingOperations implements FileOperations {
    private final Step failing;
    private final Path below;
    private final FileOperations real = FileOperations.real();

    FailingOperations(Step failing, Path below) {
      this.failing = failing;
      this.below = below;
    }

    private void strike(Step step, Path file) throws IOException {
      if (step == failing && file.startsWith(below)) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
      strike(Step.WRITE, file);
      real.write(file, content);
    }

    @Override
    public void append(Path file, byte[] content) throws IOException {
      strike(Step.WRITE, file);
      real.append(file, content);
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
      strike(Step.WRITE, name);
      real.link(existing, name);
    }

    @Override
    public void delete(Path file) throws IOException {
      real.delete(file);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
      strike(Step.MOVE, from);
      real.move(from, to);
    }

    @Override
    public void syncDirectory(Path path) throws IOException {
      strike(Step.SYNC, path);
      real.syncDirectory(path);
    }
  }
}
