package io.esform.state.backend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.state.JournalRecord.Intent;
import io.esform.state.JournalRecord.Put;
import io.esform.state.State;
import io.esform.state.backend.Versions.Version;
import io.esform.state.disk.Disk;
import io.esform.state.file.KeySource;
import io.esform.state.file.StateCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The contract of all backends that keep the versions of a state.
abstract class VersionedBackendContract extends WorkspacesContract {

  /// Replaces the saved state of the default workspace, as a fault or a user would.
  ///
  /// @param text null to remove the state
  abstract void overwrite(@Nullable String text) throws IOException;

  private static Versions versions(Backend backend) {
    Versions found = backend.versions();
    assertThat(found.diagnostics().all()).isEmpty();
    return found;
  }

  private static List<Long> serials(Backend backend) {
    return versions(backend).earlier().stream().map(Version::serial).toList();
  }

  private static State version(Backend backend, long serial) {
    StateCodec.Decoded decoded = backend.version(serial);
    assertThat(decoded.diagnostics().all()).isEmpty();
    return requireNonNull(decoded.state());
  }

  private static State replaced(Backend backend, State state) {
    Backend.Saved saved = backend.replace(state);
    assertThat(saved.diagnostics().all()).isEmpty();
    return saved.state();
  }

  private static long size(State state) {
    var codec = new StateCodec(new KeySource.NoKey(), "0.1.0", new SecureRandom(), Disk.real());
    return requireNonNull(codec.encode(state).text()).getBytes(StandardCharsets.UTF_8).length;
  }

  /// The states of one run that saves this many times.
  private List<State> saves(int count) {
    Backend backend = locked();
    var states = new ArrayList<State>();
    State state = loaded(backend);
    for (int number = 1; number <= count; number++) {
      state = saved(backend, with(state, "number " + number));
      states.add(state);
    }
    unlock(backend);
    return states;
  }

  // Keeping

  @Test
  void aFirstStateHasNoVersions() {
    assertThat(versions(backend()).current()).isNull();
    assertThat(serials(backend())).isEmpty();
    begin("one");
    assertThat(requireNonNull(versions(backend()).current()).serial()).isEqualTo(1);
    assertThat(serials(backend())).isEmpty();
  }

  @Test
  void everyReplacedStateBecomesAVersion() {
    List<State> states = saves(3);
    Backend backend = locked();
    loaded(backend);
    State other = replaced(backend, with(State.empty("other"), "four"));
    unlock(backend);
    assertThat(requireNonNull(versions(backend()).current()).serial()).isEqualTo(other.serial());
    assertThat(serials(backend())).containsExactly(3L, 2L, 1L);
    for (State each : states) {
      assertThat(version(backend(), each.serial())).isEqualTo(each);
    }
  }

  @Test
  void aSaveThatWritesNothingKeepsNoVersion() {
    State one = begin("one");
    Backend backend = locked();
    loaded(backend);
    saved(backend, one);
    unlock(backend);
    assertThat(serials(backend())).isEmpty();
  }

  @Test
  void theLastVersionsAreKept() {
    int more = 4;
    saves(Versions.KEPT + 1 + more);
    assertThat(serials(backend()))
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1 + more, Versions.KEPT + more).boxed().toList().reversed());
  }

  @Test
  void versionsHaveTheirSizesAndTheTimesOfTheirSaves() {
    List<State> states = saves(3);
    Versions found = versions(backend());
    var all = new ArrayList<>(List.of(requireNonNull(found.current())));
    all.addAll(found.earlier());
    assertThat(all.reversed())
        .extracting(Version::size)
        .containsExactlyElementsOf(states.stream().map(VersionedBackendContract::size).toList());
    var times = new ArrayList<Instant>();
    for (Version each : all.reversed()) {
      Instant saved = each.saved();
      if (saved != null) {
        times.add(saved);
      }
    }
    assertThat(times).hasSizeGreaterThanOrEqualTo(2).isSorted();
  }

  // Reading

  @Test
  void versionsAreReadWhileAnotherRunHoldsTheLock() {
    List<State> states = saves(2);
    Backend running = locked();
    assertThat(version(backend(), 1)).isEqualTo(states.getFirst());
    assertThat(serials(backend())).containsExactly(1L);
    unlock(running);
  }

  /// A run that only lists the versions does not learn of the saves of others.
  @Test
  void aListOfVersionsIsNoLoad() {
    Backend onlooker = backend();
    loaded(onlooker);
    begin("one");
    versions(onlooker);
    assertThat(onlooker.hasChangedSinceLoad()).isTrue();
  }

  @Test
  void aSerialWithoutAVersionIsAnError() {
    begin("one");
    for (long serial : new long[] {0, 1, 2}) {
      StateCodec.Decoded decoded = backend().version(serial);
      assertThat(decoded.state()).isNull();
      assertThat(summary(decoded.diagnostics())).isEqualTo("Version not found");
    }
  }

  @Test
  void workspacesHaveVersionsOfTheirOwn() throws IOException {
    saves(2);
    workspaces().create("prod");
    assertThat(serials(backend("prod"))).isEmpty();
    Backend prod = backend("prod");
    assertThat(prod.lock("apply").all()).isEmpty();
    State one = saved(prod, with(loaded(prod), "one"));
    saved(prod, with(one, "two"));
    assertThat(version(backend("prod"), 1)).isEqualTo(one);
    assertThat(workspaces().isEmpty("prod")).isFalse();
    workspaces().delete("prod");
    unlock(prod);
    workspaces().create("prod");
    assertThat(workspaces().isEmpty("prod")).isTrue();
    assertThat(serials(backend("prod"))).isEmpty();
    assertThat(serials(backend())).containsExactly(1L);
  }

  // Restoring

  @Test
  void aRestoredVersionHasAGreaterSerialThanAllOthers() {
    List<State> states = saves(3);
    Backend backend = locked();
    loaded(backend);
    State restored = replaced(backend, version(backend, 1));
    unlock(backend);
    assertThat(restored).isEqualTo(states.getFirst().withSerial(4));
    assertThat(loaded(backend())).isEqualTo(restored);
    assertThat(serials(backend())).containsExactly(3L, 2L, 1L);
  }

  @Test
  void aFirstStateFollowsTheVersionsOfARemovedOne() throws IOException {
    List<State> states = saves(3);
    overwrite(null);
    assertThat(versions(backend()).current()).isNull();
    Backend backend = locked();
    State first = saved(backend, with(loaded(backend), "again"));
    assertThat(first.serial()).isEqualTo(3);
    saved(backend, with(first, "and again"));
    unlock(backend);
    assertThat(serials(backend())).containsExactly(3L, 2L, 1L);
    assertThat(version(backend(), 2)).isEqualTo(states.get(1));
    assertThat(version(backend(), 3)).isEqualTo(first);
  }

  @Test
  void aDamagedStateIsReplacedAndKept() throws IOException {
    List<State> states = saves(3);
    overwrite("scribble");
    assertThat(versions(backend()).current()).isNull();
    Backend backend = locked();
    Backend.Loaded loaded = backend.load();
    assertThat(loaded.state()).isNull();
    assertThat(loaded.diagnostics().all().getFirst().detail()).contains("esform state restore");
    State restored = replaced(backend, version(backend, 2));
    unlock(backend);
    assertThat(restored).isEqualTo(states.get(1).withSerial(4));
    assertThat(loaded(backend())).isEqualTo(restored);
    assertThat(serials(backend())).containsExactly(3L, 2L, 1L);
    StateCodec.Decoded damaged = backend().version(3);
    assertThat(damaged.state()).isNull();
    assertThat(damaged.diagnostics().all().getFirst().subject()).isNotNull();
  }

  @Test
  void aMissingStateIsReplaced() throws IOException {
    List<State> states = saves(3);
    overwrite(null);
    Backend backend = locked();
    loaded(backend);
    State restored = replaced(backend, version(backend, 2));
    unlock(backend);
    assertThat(restored).isEqualTo(states.get(1).withSerial(3));
    assertThat(loaded(backend())).isEqualTo(restored);
  }

  @Test
  void callsOfAnInterruptedRunAreKnownThoughTheStateIsNotAndEndWithItsReplacement()
      throws IOException {
    for (String found : new @Nullable String[] {"scribble", null}) {
      saves(2);
      Backend killed = locked();
      State last = loaded(killed);
      killed.append(List.of(new Put(A, made("id-a")), new Intent.Delete(A, 1)));
      unlock(killed);
      overwrite(found);
      Backend backend = locked();
      Backend.Loaded loaded = backend.load();
      assertThat(loaded.state()).isNull();
      assertThat(loaded.journaled()).isEqualTo(2);
      assertThat(loaded.open()).singleElement().matches(it -> it.intent().address().equals(A));
      State restored = replaced(backend, version(backend, last.serial() - 1));
      unlock(backend);
      assertThat(restored.serial()).isGreaterThan(last.serial());
      Backend.Loaded after = backend().load();
      assertThat(after).isEqualTo(Backend.Loaded.of(restored));
    }
  }
}
