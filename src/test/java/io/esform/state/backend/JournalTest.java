package io.esform.state.backend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.esform.address.AddressParser;
import io.esform.address.ProviderKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.Diagnostic;
import io.esform.state.InstanceState;
import io.esform.state.JournalRecord;
import io.esform.state.JournalRecord.Identified;
import io.esform.state.JournalRecord.Intent;
import io.esform.state.JournalRecord.Put;
import io.esform.state.JournalRecord.Removed;
import io.esform.state.State;
import io.esform.state.WorkingState;
import io.esform.state.disk.Disk;
import io.esform.state.file.KeySource;
import io.esform.state.file.StateCodec;
import io.esform.testing.BackendEnvironments;
import io.esform.testing.DelegatingDisk;
import io.esform.testing.FaultyDisk;
import io.esform.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The journal of a {@link LocalBackend}.
class JournalTest {

  @TempDir private Path root = Path.of("unset");
  private Path directory = Path.of("unset");
  private int directories;

  private static final ResourceInstanceAddress A = address("thing.a");
  private static final ResourceInstanceAddress B = address("thing.b");

  /// The appends of a run.
  private static final List<List<JournalRecord>> COMMITS =
      List.of(
          List.of(new Intent.Create(A, "token-a", planned()), new Intent.Delete(B, 1)),
          List.of(new Identified(A, 1, "id-a"), new Removed(B, 1)),
          List.of(new Put(A, made("id-a"))));

  private static ResourceInstanceAddress address(String text) {
    return requireNonNull(AddressParser.parseInstance(text).address());
  }

  private static InstanceState made(String id) {
    return new InstanceState(
        ProviderKey.parse("fake"),
        Value.objectOf(Map.of("id", Value.of(id))),
        Set.of(),
        List.of(),
        1,
        InstanceState.Status.READY);
  }

  private static InstanceState planned() {
    return new InstanceState(
        ProviderKey.parse("fake"),
        Value.objectOf(Map.of("id", Value.nullOf(io.esform.value.Types.ANY))),
        Set.of(),
        List.of(),
        1,
        InstanceState.Status.INTERRUPTED);
  }

  private void freshDirectory() throws IOException {
    directory = Files.createDirectory(root.resolve("run-" + ++directories));
  }

  private LocalBackend backend(Disk disk) {
    var codec = new StateCodec(new KeySource.NoKey(), "0.1.0", new SecureRandom(), Disk.real());
    return new LocalBackend(
        directory, codec, BackendEnvironments.of(directory, root.resolve("temporary"), disk));
  }

  private LocalBackend locked() {
    LocalBackend backend = backend(Disk.real());
    assertThat(backend.lock("apply").all()).isEmpty();
    return backend;
  }

  private static State saved(Backend backend, State state) {
    Backend.Saved saved = backend.save(state);
    assertThat(saved.diagnostics().all()).isEmpty();
    return saved.state();
  }

  /// Saves a state of `thing.b` in a run that ends.
  private State begin() throws IOException {
    freshDirectory();
    LocalBackend first = locked();
    var working = new WorkingState(requireNonNull(first.load().state()));
    working.apply(new Put(B, made("id-b")));
    State state = saved(first, working.toState());
    first.unlock();
    return state;
  }

  private static State after(State base, int commits) {
    var working = new WorkingState(base);
    COMMITS.subList(0, commits).forEach(commit -> commit.forEach(working::apply));
    return working.toState();
  }

  @Test
  void theJournalIsReadAsPartOfTheStateUntilASaveTakesItIn() throws IOException {
    State base = begin();
    LocalBackend run = locked();
    run.load();
    assertThat(run.append(COMMITS.get(0)).all()).isEmpty();
    assertThat(run.append(COMMITS.get(1)).all()).isEmpty();
    run.unlock();

    LocalBackend next = locked();
    Backend.Loaded loaded = next.load();
    assertThat(loaded.diagnostics().all()).isEmpty();
    assertThat(loaded.state()).isEqualTo(after(base, 2));
    assertThat(loaded.journaled()).isEqualTo(4);
    assertThat(loaded.open())
        .singleElement()
        .satisfies(open -> {
          assertThat(open.intent()).isEqualTo(COMMITS.getFirst().getFirst());
          assertThat(open.id()).isEqualTo("id-a");
        });
    State folded = saved(next, requireNonNull(loaded.state()));
    assertThat(folded.serial()).isEqualTo(base.serial() + 1);
    assertThat(directory.toFile().list())
        .containsExactlyInAnyOrder(
            "esform.state", "esform.state.versions", "esform.state.lock", "esform.state.holder");
    assertThat(next.load()).isEqualTo(Backend.Loaded.of(folded));
    next.unlock();
  }

  @Test
  void aJournalThatComesToNothingGoesWithoutASave() throws IOException {
    State base = begin();
    LocalBackend run = locked();
    State loaded = requireNonNull(run.load().state());
    run.append(List.of(new Intent.Delete(B, 1), new JournalRecord.Unchanged(B, 1)));

    assertThat(saved(run, loaded)).isEqualTo(base);

    assertThat(directory.toFile().list()).doesNotContain("esform.state.journal");
    run.unlock();
  }

  @Test
  void onlyTheOwnerMayReadAJournal() throws IOException {
    begin();
    LocalBackend run = locked();
    run.load();
    run.append(COMMITS.getFirst());
    assertThat(Files.getPosixFilePermissions(directory.resolve("esform.state.journal")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    run.unlock();
  }

  @Test
  void whileARunGoesOnOthersSeeWhatItHasDoneAndTakeNothingOver() throws IOException {
    State base = begin();
    LocalBackend run = locked();
    run.load();
    run.append(COMMITS.get(0));
    run.append(COMMITS.get(1));

    Backend.Loaded seen = backend(Disk.real()).load();

    assertThat(seen.open()).isEmpty();
    assertThat(requireNonNull(seen.state()).instances()).isEmpty();
    assertThat(seen.diagnostics().all())
        .extracting(Diagnostic::summary)
        .containsExactly("State is being changed");
    assertThat(seen.diagnostics().hasErrors()).isFalse();
    assertThat(base.instances()).containsOnlyKeys(B);
    run.unlock();
  }

  @Test
  void aJournalOfAnotherStateIsRefused() throws IOException {
    State base = begin();
    LocalBackend run = locked();
    run.load();
    run.append(COMMITS.getFirst());
    run.unlock();
    String text =
        Files.readString(directory.resolve("esform.state"))
            .replaceFirst("\n  \"checksum\": \"[^\"]*\",", "");
    for (String other :
        List.of(
            text.replace("\"serial\": 1", "\"serial\": 0"),
            text.replace("\"lineage\": \"lineage\"", "\"lineage\": \"other\""))) {
      Files.writeString(directory.resolve("esform.state"), other);
      Backend.Loaded loaded = backend(Disk.real()).load();
      assertThat(loaded.state()).isNull();
      assertThat(loaded.diagnostics().all())
          .extracting(Diagnostic::summary)
          .containsExactly("Journal without its state");
    }
    assertThat(base.serial()).isEqualTo(1);
  }

  @Test
  void aRescuedStateTakesThePlaceOfStateAndJournal() throws IOException {
    State base = begin();
    LocalBackend run = locked();
    run.load();
    run.append(COMMITS.getFirst());
    Files.writeString(directory.resolve("esform.state.journal"), "cut", StandardOpenOption.APPEND);
    State now = after(base, 3);
    run.rescue(now);
    run.unlock();
    Files.move(
        directory.resolve("errored.esform.state"),
        directory.resolve("esform.state"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    Backend.Loaded loaded = backend(Disk.real()).load();

    assertThat(loaded).isEqualTo(Backend.Loaded.of(now.withSerial(base.serial() + 1)));
  }

  @Test
  void aStateThatTheJournalHoldsNeedsNoRescue() throws IOException {
    State base = begin();
    LocalBackend run = locked();
    run.load();
    run.append(COMMITS.getFirst());
    assertThat(run.rescue(after(base, 1)).all())
        .extracting(Diagnostic::summary)
        .containsExactly("State is in the journal");
    Files.delete(directory.resolve("esform.state.journal"));
    assertThat(run.rescue(after(base, 1)).all())
        .extracting(Diagnostic::summary)
        .containsExactly("State was saved elsewhere");
    run.unlock();
  }

  @Test
  void aJournalOfAnotherRunIsNeitherRemovedNorContinued() throws IOException {
    State base = begin();
    LocalBackend run = locked();
    run.load();
    run.append(COMMITS.getFirst());
    Path file = directory.resolve("esform.state.journal");
    String foreign = Files.readString(file);
    State two = saved(run, after(base, 1));
    run.unlock();

    LocalBackend next = locked();
    next.load();
    Files.writeString(file, foreign);
    assertThat(next.save(after(two, 3)).diagnostics().hasErrors()).isTrue();
    assertThat(next.append(COMMITS.getFirst()).hasErrors()).isTrue();
    assertThat(file).hasContent(foreign);
    next.unlock();
  }

  @Test
  void aRunWhoseLockWasTakenAwayWritesNothing() throws IOException {
    State base = begin();
    LocalBackend run = locked();
    run.load();
    run.append(COMMITS.getFirst());
    String state = Files.readString(directory.resolve("esform.state"));
    String journal = Files.readString(directory.resolve("esform.state.journal"));
    Files.delete(directory.resolve("esform.state.holder"));

    assertThat(run.append(COMMITS.get(1)).all())
        .extracting(Diagnostic::summary)
        .containsExactly("Journal cannot be written");
    assertThat(run.save(after(base, 2)).diagnostics().hasErrors()).isTrue();
    assertThat(run.replace(after(base, 2)).diagnostics().hasErrors()).isTrue();

    assertThat(directory.resolve("esform.state")).hasContent(state);
    assertThat(directory.resolve("esform.state.journal")).hasContent(journal);
    run.unlock();
  }

  @Test
  void afterAFailedAppendNothingMoreIsAppended() throws IOException {
    begin();
    var failing = new AppendsFail();
    LocalBackend run = backend(failing);
    run.lock("apply");
    run.load();
    assertThat(run.append(COMMITS.get(0)).all()).isEmpty();
    failing.diskIsFull = true;
    assertThat(run.append(COMMITS.get(1)).all())
        .extracting(Diagnostic::summary)
        .containsExactly("Journal cannot be written");
    failing.diskIsFull = false;
    assertThat(run.append(COMMITS.get(2)).hasErrors()).isTrue();
    run.unlock();
    assertThat(backend(Disk.real()).load().journaled()).isEqualTo(2);
  }

  /// Appends half of the content when the disk is full.
  private static final class AppendsFail extends DelegatingDisk {
    private boolean diskIsFull;

    @Override
    public void append(Path file, byte[] content) throws IOException {
      if (diskIsFull) {
        super.append(file, Arrays.copyOf(content, content.length / 2));
        throw new IOException("No space left on device");
      }
      super.append(file, content);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultyDisk.Fault.class,
      names = {"HALT_BEFORE", "HALT_HALF_WAY", "HALT_AFTER"})
  void whereverACrashStrikesNothingIsLostAndNothingTakenTwice(FaultyDisk.Fault moment)
      throws IOException {
    boolean crashed = true;
    for (int operation = 1; crashed; operation++) {
      State base = begin();
      var kept = new ArrayList<List<JournalRecord>>();
      var disk = FaultyDisk.striking(moment, operation);
      Throwable end = catchThrowable(() -> apply(backend(disk), kept));
      crashed = end instanceof FaultyDisk.Halt;
      assertThat(end == null || crashed).as("%s", end).isTrue();
      disk.dropLocks();

      LocalBackend next = backend(Disk.real());
      assertThat(next.lock("apply").hasErrors()).isFalse();
      Backend.Loaded loaded = next.load();
      assertThat(loaded.diagnostics().all()).isEmpty();
      State found = requireNonNull(loaded.state());
      assertThat(found.withSerial(0))
          .as("%s operation %d, after %d commits", moment, operation, kept.size())
          .isIn(possible(base, kept.size()));
      State folded = saved(next, found);
      assertThat(next.load()).isEqualTo(Backend.Loaded.of(folded));
      next.unlock();
      assertThat(directory.toFile().list())
          .isSubsetOf("esform.state", "esform.state.versions", "esform.state.lock");
    }
  }

  /// Appends all commits and saves the state. Adds the successful appends to `kept`.
  private static void apply(LocalBackend run, List<List<JournalRecord>> kept) {
    assertThat(run.lock("apply").all()).isEmpty();
    var working = new WorkingState(requireNonNull(run.load().state()));
    for (List<JournalRecord> commit : COMMITS) {
      assertThat(run.append(commit).all()).isEmpty();
      kept.add(commit);
      commit.forEach(working::apply);
    }
    saved(run, working.toState());
    assertThat(run.unlock().all()).isEmpty();
  }

  /// The possible states after a number of successful appends: with these, and with any first
  /// records of the next one.
  private static List<State> possible(State base, int commits) {
    var working = new WorkingState(base);
    COMMITS.subList(0, commits).forEach(commit -> commit.forEach(working::apply));
    var states = new ArrayList<>(List.of(working.toState().withSerial(0)));
    if (commits < COMMITS.size()) {
      for (JournalRecord each : COMMITS.get(commits)) {
        working.apply(each);
        states.add(working.toState().withSerial(0));
      }
    }
    return states;
  }
}
