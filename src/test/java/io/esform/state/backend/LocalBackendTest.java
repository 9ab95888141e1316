package io.esform.state.backend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostics;
import io.esform.state.State;
import io.esform.state.disk.Disk;
import io.esform.state.file.KeySource;
import io.esform.state.file.StateCodec;
import io.esform.testing.BackendEnvironments;
import io.esform.testing.DelegatingDisk;
import io.esform.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocalBackendTest {

  @TempDir private Path directory = Path.of("unset");
  @TempDir private Path temporary = Path.of("unset");

  private LocalBackend backend(Disk disk) {
    var codec = new StateCodec(new KeySource.NoKey(), "0.1.0", new SecureRandom(), Disk.real());
    return new LocalBackend(directory, codec, BackendEnvironments.of(directory, temporary, disk));
  }

  private LocalBackend locked() {
    LocalBackend backend = backend(Disk.real());
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
    assertThat(loaded(backend(Disk.real()))).isEqualTo(saved);
    assertThat(backend.unlock().all()).isEmpty();
    assertThat(directory.toFile().list())
        .containsExactlyInAnyOrder("esform.state", "esform.state.lock");
  }

  @Test
  void aSaveThatChangesNothingWritesNothing() {
    LocalBackend backend = locked();
    State saved = saved(backend, with(loaded(backend), "one"));
    assertThat(saved(backend, saved)).isEqualTo(saved);
    backend.unlock();
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

  /// The operation at which a crash or full disk occurs.
  enum Step {
    LINK_VERSION,
    SYNC_VERSION,
    WRITE,
    MOVE,
    SYNC
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void aFailedSaveLeavesAWholeStateBehind(Step failing) throws IOException {
    LocalBackend first = locked();
    State one = saved(first, with(saved(first, with(loaded(first), "zero")), "one"));
    first.unlock();
    var disk = new FailingSteps(failing, directory);
    LocalBackend second = backend(disk);
    second.lock("apply");
    loaded(second);
    disk.armed();
    Backend.Saved failed = second.save(with(one, "two"));
    assertThat(summary(failed.diagnostics()))
        .isEqualTo(
            failing == Step.SYNC ? "State was saved but not flushed" : "State cannot be saved");
    second.unlock();
    State found = loaded(backend(Disk.real()));
    assertThat(found).isIn(one, with(one, "two").withSerial(one.serial() + 1));
    if (failing != Step.SYNC) {
      assertThat(found).isEqualTo(one);
    }
    assertThat(directory.toFile().list())
        .isSubsetOf("esform.state", "esform.state.versions", "esform.state.lock");
  }

  @Test
  void whatACrashLeftHalfWrittenIsNeverRead() throws IOException {
    LocalBackend first = locked();
    State one = saved(first, with(loaded(first), "one"));
    first.unlock();
    Path leftOver = directory.resolve(".esform.state.0123456789abcdef.new");
    Files.writeString(leftOver, "{\"version\": 1, \"ser");

    LocalBackend second = locked();

    assertThat(loaded(second)).isEqualTo(one);
    State two = saved(second, with(one, "two"));
    assertThat(loaded(second)).isEqualTo(two);
    assertThat(leftOver).doesNotExist();
    second.unlock();
  }

  private LocalBackend lockedOn(FailingSteps disk) {
    LocalBackend backend = backend(disk);
    assertThat(backend.lock("apply").all()).isEmpty();
    disk.armed();
    return backend;
  }

  @Test
  void aStateThatCannotBeSavedIsRescuedElsewhere() throws IOException {
    LocalBackend full = lockedOn(new FailingSteps(Step.WRITE, directory));
    State state = with(loaded(full), "one");
    Diagnostics rescued = full.rescue(state);
    assertThat(summary(rescued)).isEqualTo("State was saved elsewhere");
    assertThat(rescued.all().getFirst().detail()).contains("esform state push " + temporary);
    assertThat(temporary.resolve("errored.esform.state")).content().contains("\"one\"");
    full.rescue(with(state, "two"));
    assertThat(temporary.resolve("errored.esform.state")).content().contains("\"one\"");
    assertThat(temporary.resolve("errored-2.esform.state")).content().contains("\"two\"");
    full.unlock();
    LocalBackend nowhere = lockedOn(new FailingSteps(Step.WRITE, Path.of("/")));
    assertThat(summary(nowhere.rescue(state))).isEqualTo("State must be saved by hand");
    nowhere.unlock();
  }

  @Test
  void aStateThatAnotherRunHasOvertakenIsNeverSaidToTakeItsPlace() {
    LocalBackend first = locked();
    State one = saved(first, with(loaded(first), "one"));
    saved(first, with(one, "two"));
    Diagnostics rescued = first.rescue(with(one, "three"));
    assertThat(rescued.all().getFirst().detail())
        .contains("Do not replace the saved state with it")
        .doesNotContain("mv ", "state push");
    first.unlock();
  }

  @Test
  void aStateThatIsASymbolicLinkIsRefused() throws IOException {
    Path link = directory.resolve("esform.state");
    for (Path real : List.of(temporary.resolve("real.state"), temporary.resolve("nowhere"))) {
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, real);
      LocalBackend backend = locked();
      assertThat(summary(backend.load().diagnostics())).isEqualTo("State cannot be read");
      State state = with(State.empty("lineage"), "one");
      assertThat(backend.save(state).diagnostics().hasErrors()).isTrue();
      assertThat(backend.replace(state).diagnostics().hasErrors()).isTrue();
      assertThat(link).isSymbolicLink();
      assertThat(real).doesNotExist();
      backend.unlock();
    }
  }

  /// Lets one step below a directory fail as on a full disk.
  private static final class FailingSteps extends DelegatingDisk {
    private final Step failing;
    private final Path below;
    private boolean armed;

    FailingSteps(Step failing, Path below) {
      this.failing = failing;
      this.below = below;
    }

    FailingSteps armed() {
      armed = true;
      return this;
    }

    private void strike(Step step, Path file) throws IOException {
      if (step == failing && armed && file.startsWith(below)) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public void create(Path file, byte[] content) throws IOException {
      strike(Step.WRITE, file);
      super.create(file, content);
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
      strike(Step.LINK_VERSION, name);
      super.link(existing, name);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
      strike(Step.MOVE, from);
      super.move(from, to);
    }

    @Override
    public void syncDirectory(Path path) throws IOException {
      strike(path.equals(below) ? Step.SYNC : Step.SYNC_VERSION, path);
      super.syncDirectory(path);
    }
  }
}
