package io.esform.state.backend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.state.State;
import io.esform.state.backend.Versions.Version;
import io.esform.state.disk.Disk;
import io.esform.state.file.KeySource;
import io.esform.state.file.StateCodec;
import io.esform.testing.BackendEnvironments;
import io.esform.testing.FaultyDisk;
import io.esform.testing.FaultyDisk.Fault;
import io.esform.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The versions of a {@link LocalBackend}.
class LocalVersionsTest {

  @TempDir private Path root = Path.of("unset");
  private Path directory = Path.of("unset");
  private int directories;

  private void freshDirectory() throws IOException {
    directory = Files.createDirectory(root.resolve("run-" + ++directories));
  }

  private LocalBackend backend(Disk disk) {
    var codec = new StateCodec(new KeySource.NoKey(), "0.1.0", new SecureRandom(), Disk.real());
    return new LocalBackend(directory, codec, BackendEnvironments.of(directory, root, disk));
  }

  private LocalBackend locked() {
    LocalBackend backend = backend(Disk.real());
    assertThat(backend.lock("apply").hasErrors()).isFalse();
    return backend;
  }

  private static State with(State state, String output) {
    return state.withOutputs(new TreeMap<>(Map.of("name", Value.of(output))));
  }

  /// The saved states of a run.
  private List<State> begin() throws IOException {
    freshDirectory();
    LocalBackend backend = locked();
    State state = requireNonNull(backend.load().state());
    var states = new ArrayList<State>();
    for (String output : List.of("one", "two", "three")) {
      state = backend.save(with(state, output)).state();
      states.add(state);
    }
    assertThat(backend.unlock().all()).isEmpty();
    return states;
  }

  /// Saves a state and restores the first version. Adds the successfully written states.
  private static void run(LocalBackend backend, List<State> confirmed) {
    if (backend.lock("state restore").hasErrors()) {
      return;
    }
    State loaded = backend.load().state();
    if (loaded != null) {
      Backend.Saved four = backend.save(with(loaded, "four"));
      State first = backend.version(1).state();
      if (!four.diagnostics().hasErrors()) {
        confirmed.add(four.state());
      }
      if (first != null) {
        Backend.Saved restored = backend.replace(first);
        if (!restored.diagnostics().hasErrors()) {
          confirmed.add(restored.state());
        }
      }
    }
    backend.unlock();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void noFaultLosesAStateOrAVersion(Fault fault) throws IOException {
    boolean came = true;
    for (int operation = 1; came; operation++) {
      List<State> confirmed = begin();
      State last = confirmed.getLast();
      List<State> possible = List.of(last, with(last, "four"), confirmed.getFirst());
      var disk = FaultyDisk.striking(fault, operation);
      try {
        run(backend(disk), confirmed);
      } catch (FaultyDisk.Halt _) {
        // The process has ended.
      }
      came = disk.hasStruck();
      disk.dropLocks();
      String what = "%s at operation %d".formatted(fault, operation);

      LocalBackend next = locked();
      State found = requireNonNull(next.load().state(), what);
      assertThat(possible)
          .as(what)
          .extracting(each -> each.withSerial(0))
          .contains(found.withSerial(0));
      State after = next.save(with(found, "after")).state();
      assertThat(next.unlock().all()).isEmpty();
      assertThat(after.serial()).as(what).isGreaterThan(confirmed.getLast().serial());
      for (State each : confirmed) {
        assertThat(next.version(each.serial()).state()).as(what).isEqualTo(each);
      }
      for (Version each : next.versions().earlier()) {
        assertThat(next.version(each.serial()).diagnostics().all()).as(what).isEmpty();
      }
      assertThat(directory.toFile().list())
          .as(what)
          .containsExactlyInAnyOrder("esform.state", "esform.state.versions", "esform.state.lock");
      assertThat(directory.resolve("esform.state.versions").toFile().list())
          .as(what)
          .allMatch(name -> name.matches("[0-9]{8}"));
    }
  }

  @Test
  void aVersionHasTheTimeAtWhichItsFileWasWritten() throws IOException {
    freshDirectory();
    LocalBackend backend = locked();
    State one = backend.save(with(requireNonNull(backend.load().state()), "one")).state();
    var written = Files.getLastModifiedTime(directory.resolve("esform.state")).toInstant();
    assertThat(requireNonNull(backend.versions().current()).saved()).isEqualTo(written);
    backend.save(with(one, "two"));
    assertThat(backend.versions().earlier())
        .singleElement()
        .matches(version -> written.equals(version.saved()));
    backend.unlock();
  }

  @Test
  void otherFilesAreNoVersionsAndAreLeftAlone() throws IOException {
    begin();
    Path versions = directory.resolve("esform.state.versions");
    for (String name : List.of("1", "000000001", "00000009.txt", "notes")) {
      Files.writeString(versions.resolve(name), "");
    }
    Files.createDirectory(versions.resolve("00000009"));
    LocalBackend backend = locked();
    backend.save(with(requireNonNull(backend.load().state()), "four"));
    backend.unlock();
    assertThat(backend.versions().earlier())
        .extracting(Version::serial)
        .containsExactly(3L, 2L, 1L);
    assertThat(versions.toFile().list()).hasSize(8);
  }

  @Test
  void aStateThatIsNoTextIsReplacedAndKept() throws IOException {
    begin();
    byte[] damaged = {(byte) 0xff, 0, (byte) 0xfe};
    Files.write(directory.resolve("esform.state"), damaged);
    LocalBackend backend = locked();
    assertThat(backend.load().diagnostics().hasErrors()).isTrue();
    State restored = backend.replace(requireNonNull(backend.version(2).state())).state();
    backend.unlock();
    assertThat(restored.serial()).isEqualTo(4);
    assertThat(directory.resolve("esform.state.versions/00000003")).hasBinaryContent(damaged);
    assertThat(backend.version(3).diagnostics().hasErrors()).isTrue();
  }
}
