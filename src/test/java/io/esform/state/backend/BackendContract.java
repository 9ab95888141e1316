package io.esform.state.backend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esform.address.AddressParser;
import io.esform.address.ProviderKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.Diagnostics;
import io.esform.diag.EsformBug;
import io.esform.state.InstanceState;
import io.esform.state.JournalRecord;
import io.esform.state.JournalRecord.Intent;
import io.esform.state.JournalRecord.Put;
import io.esform.state.State;
import io.esform.state.WorkingState;
import io.esform.state.disk.Disk;
import io.esform.state.file.KeySource;
import io.esform.state.file.StateCodec;
import io.esform.testing.BackendEnvironments;
import io.esform.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract of all backends, with the workspaces of their type. Each call of {@link
/// #workspaces} opens the same storage again, like another run.
abstract class BackendContract {

  static final ResourceInstanceAddress A = address("thing.a");
  static final ResourceInstanceAddress B = address("thing.b");

  @TempDir Path directory = Path.of("unset");
  @TempDir Path temporary = Path.of("unset");

  abstract BackendType type();

  abstract Map<String, Value> arguments();

  BackendEnvironment environment() {
    return BackendEnvironments.of(directory, temporary, Disk.real());
  }

  /// Whether the storage was read or written.
  abstract boolean isTouched();

  Workspaces workspaces() {
    var arguments = new TreeMap<>(type().schema().blank().attributes());
    arguments.putAll(arguments());
    BackendType.OpenedWorkspaces opened = type().open(Value.objectOf(arguments), environment());
    assertThat(opened.diagnostics().all()).isEmpty();
    return requireNonNull(opened.workspaces());
  }

  Backend backend(String workspace) {
    var codec = new StateCodec(new KeySource.NoKey(), "0.1.0", new SecureRandom(), Disk.real());
    return workspaces().backend(workspace, codec);
  }

  Backend backend() {
    return backend(Workspaces.DEFAULT);
  }

  Backend locked() {
    Backend backend = backend();
    assertThat(backend.lock("apply").all()).isEmpty();
    return backend;
  }

  static State loaded(Backend backend) {
    Backend.Loaded loaded = backend.load();
    assertThat(loaded.diagnostics().all()).isEmpty();
    return requireNonNull(loaded.state());
  }

  static State saved(Backend backend, State state) {
    Backend.Saved saved = backend.save(state);
    assertThat(saved.diagnostics().all()).isEmpty();
    return saved.state();
  }

  static void unlock(Backend backend) {
    assertThat(backend.unlock().all()).isEmpty();
  }

  /// Saves a state as another run.
  State begin(String output) {
    Backend backend = locked();
    State state = saved(backend, with(loaded(backend), output));
    unlock(backend);
    return state;
  }

  static State with(State state, String output) {
    return state.withOutputs(new TreeMap<>(Map.of("name", Value.of(output))));
  }

  private static ResourceInstanceAddress address(String text) {
    return requireNonNull(AddressParser.parseInstance(text).address());
  }

  static InstanceState made(String id) {
    return new InstanceState(
        ProviderKey.parse("fake"),
        Value.objectOf(Map.of("id", Value.of(id))),
        Set.of(),
        List.of(),
        1,
        InstanceState.Status.READY);
  }

  static String summary(Diagnostics diagnostics) {
    assertThat(diagnostics.all()).hasSize(1);
    return diagnostics.all().getFirst().summary();
  }

  // Opening

  @Test
  void openingReadsAndWritesNothing() {
    backend();
    assertThat(isTouched()).isFalse();
  }

  // Loading and saving

  @Test
  void aNewStateIsEmptyAndTheFirstSaveHasSerialOne() {
    Backend backend = locked();
    State first = loaded(backend);
    assertThat(first).isEqualTo(State.empty(first.lineage()));
    State saved = saved(backend, with(first, "one"));
    assertThat(saved.serial()).isEqualTo(1);
    assertThat(loaded(backend())).isEqualTo(saved);
    unlock(backend);
  }

  @Test
  void aSaveThatChangesNothingWritesNothing() {
    State one = begin("one");
    Backend backend = locked();
    loaded(backend);
    assertThat(saved(backend, one)).isEqualTo(one);
    unlock(backend);
    assertThat(loaded(backend())).isEqualTo(one);
  }

  @Test
  void aRunThatWroteOverNothingItKnewSavesNothing() {
    Backend backend = locked();
    State one = saved(backend, with(loaded(backend), "one"));
    State two = saved(backend, with(one, "two"));
    assertThat(summary(backend.save(with(one, "three")).diagnostics()))
        .isEqualTo("State was changed by another run");
    assertThat(summary(backend.save(State.empty("other").withSerial(2)).diagnostics()))
        .isEqualTo("State was changed by another run");
    assertThat(loaded(backend())).isEqualTo(two);
    unlock(backend);
  }

  @Test
  void aReplacedStateHasAGreaterSerial() {
    State one = begin("one");
    Backend backend = locked();
    loaded(backend);
    State foreign = with(State.empty("other"), "two");
    Backend.Saved replaced = backend.replace(foreign);
    assertThat(replaced.diagnostics().all()).isEmpty();
    assertThat(replaced.state()).isEqualTo(foreign.withSerial(one.serial() + 1));
    unlock(backend);
    assertThat(loaded(backend())).isEqualTo(replaced.state());
  }

  @Test
  void aSecretWithoutAKeyIsNotSaved() {
    Backend backend = locked();
    State secret =
        loaded(backend)
            .withOutputs(new TreeMap<>(Map.of("word", Value.sensitive(Value.of("xyzzy")))));
    assertThat(backend.save(secret).diagnostics().hasErrors()).isTrue();
    unlock(backend);
    assertThat(loaded(backend()).isEmpty()).isTrue();
  }

  @Test
  void whatIsChangedWithoutTheLockIsABug() {
    State one = begin("one");
    Backend backend = backend();
    loaded(backend);
    assertThatThrownBy(() -> backend.save(with(one, "two"))).isInstanceOf(EsformBug.class);
    assertThatThrownBy(() -> backend.replace(one)).isInstanceOf(EsformBug.class);
    assertThatThrownBy(() -> backend.append(List.of(new Put(A, made("id-a")))))
        .isInstanceOf(EsformBug.class);
  }

  // The outputs for other configurations

  @Test
  void onlyTheOutputsOfTheLastSaveAreReadForOthers() {
    assertThat(backend().savedOutputs().values()).isNull();
    assertThat(backend().savedOutputs().diagnostics().all()).isEmpty();
    State one = begin("one");
    assertThat(backend().savedOutputs().values()).isEqualTo(one.outputs());

    Backend running = locked();
    loaded(running);
    assertThat(running.append(List.of(new Put(A, made("id-a")))).all()).isEmpty();
    assertThat(backend().savedOutputs().values()).isEqualTo(one.outputs());
    State two = saved(running, with(loaded(running), "two"));
    unlock(running);
    assertThat(backend().savedOutputs().values()).isEqualTo(two.outputs());
  }

  @Test
  void readingForOthersIsNoReadOfARun() {
    begin("one");
    Backend onlooker = backend();
    loaded(onlooker);
    State two = begin("two");
    assertThat(onlooker.savedOutputs().values()).isEqualTo(two.outputs());
    assertThat(onlooker.hasChangedSinceLoad()).isTrue();
  }

  // Detection of other runs

  @Test
  void whatAnotherRunWritesIsNoticed() {
    Backend onlooker = backend();
    onlooker.load();
    assertThat(onlooker.hasChangedSinceLoad()).isFalse();
    State one = begin("one");
    assertThat(onlooker.hasChangedSinceLoad()).isTrue();
    assertThat(loaded(onlooker)).isEqualTo(one);
    assertThat(onlooker.hasChangedSinceLoad()).isFalse();
    Backend other = locked();
    loaded(other);
    assertThat(other.append(List.of(new Put(A, made("id-a")))).all()).isEmpty();
    assertThat(onlooker.hasChangedSinceLoad()).isTrue();
    onlooker.load();
    assertThat(onlooker.hasChangedSinceLoad()).isFalse();
    saved(other, loaded(other));
    unlock(other);
    assertThat(onlooker.hasChangedSinceLoad()).isTrue();
  }

  // The journal

  @Test
  void whatARunAppendedIsPartOfTheStateUntilASaveFoldsIt() {
    State one = begin("one");
    Backend killed = locked();
    loaded(killed);
    List<JournalRecord> first = List.of(new Put(A, made("id-a")));
    List<JournalRecord> second = List.of(new Intent.Delete(A, 1));
    assertThat(killed.append(first).all()).isEmpty();
    assertThat(killed.append(second).all()).isEmpty();
    unlock(killed);

    Backend next = locked();
    Backend.Loaded found = next.load();
    assertThat(found.journaled()).isPositive();
    assertThat(found.open()).hasSize(1);
    State state = requireNonNull(found.state());
    assertThat(state.instances()).containsKey(A);
    assertThat(state.serial()).isGreaterThanOrEqualTo(one.serial());
    State folded = saved(next, state);
    assertThat(folded.serial()).isEqualTo(state.serial() + 1);
    unlock(next);
    Backend.Loaded last = backend().load();
    assertThat(last.state()).isEqualTo(folded);
    assertThat(last.journaled()).isZero();
    assertThat(last.open()).isEmpty();
  }

  @Test
  void whatARunningRunHasBegunIsNotOpenYet() {
    begin("one");
    Backend running = locked();
    loaded(running);
    running.append(List.of(new Put(A, made("id-a")), new Intent.Delete(A, 1)));
    Backend.Loaded seen = backend().load();
    assertThat(summary(seen.diagnostics())).isEqualTo("State is being changed");
    assertThat(requireNonNull(seen.state()).instances()).containsKey(A);
    assertThat(seen.open()).isEmpty();
    unlock(running);
  }

  @Test
  void aJournalCanBeBegunAfterEverySave() {
    begin("one");
    Backend backend = locked();
    State state = loaded(backend);
    for (ResourceInstanceAddress address : List.of(A, B)) {
      var put = new Put(address, made("id"));
      assertThat(backend.append(List.of(put)).all()).isEmpty();
      var working = new WorkingState(state);
      working.apply(put);
      state = saved(backend, working.toState().withSerial(state.serial()));
    }
    unlock(backend);
    assertThat(loaded(backend())).isEqualTo(state);
  }

  @Test
  void aStateWhoseChangesAreInTheJournalIsRescuedThere() {
    begin("one");
    Backend backend = locked();
    State state = loaded(backend);
    backend.append(List.of(new Put(A, made("id-a"))));
    assertThat(summary(backend.rescue(state))).isEqualTo("State is in the journal");
    unlock(backend);
  }

  @Test
  void aStateThatAnotherRunHasOvertakenIsNeverSaidToTakeItsPlace() {
    Backend backend = locked();
    State one = loaded(backend);
    unlock(backend);
    begin("two");
    Diagnostics rescued = backend.rescue(with(one, "one"));
    assertThat(summary(rescued)).isEqualTo("State was saved elsewhere");
    assertThat(rescued.all().getFirst().detail())
        .contains("Do not replace the saved state with it")
        .doesNotContain("state push");
  }

  // The lock

  @Test
  void oneRunHoldsTheLock() {
    Backend first = locked();
    assertThat(first.lockHolder()).isNull();
    Backend second = backend();
    assertThat(second.lockHolder()).contains("\"apply\"", "process");
    Diagnostics refused = second.lock("plan");
    assertThat(summary(refused)).isEqualTo("State is locked");
    assertThat(refused.all().getFirst().detail()).contains("\"apply\"");
    assertThat(second.unlock().all()).isEmpty();
    assertThat(second.lockHolder()).contains("\"apply\"");
    unlock(first);
    assertThat(second.lockHolder()).isNull();
    assertThat(second.lock("plan").all()).isEmpty();
    unlock(second);
  }

  // Workspaces

  @Test
  void onlyTheDefaultWorkspaceExistsByItself() throws IOException {
    assertThat(workspaces().names()).containsExactly("default");
    assertThat(workspaces().exists("default")).isTrue();
    assertThat(workspaces().exists("staging")).isFalse();
    assertThat(workspaces().exists("../staging")).isFalse();
  }
}
