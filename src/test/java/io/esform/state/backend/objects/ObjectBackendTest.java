package io.esform.state.backend.objects;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.AddressParser;
import io.esform.address.ProviderKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.Diagnostics;
import io.esform.state.InstanceState;
import io.esform.state.JournalRecord;
import io.esform.state.JournalRecord.Put;
import io.esform.state.State;
import io.esform.state.backend.Backend;
import io.esform.state.backend.BackendEnvironment;
import io.esform.state.backend.Versions;
import io.esform.state.backend.Workspaces;
import io.esform.state.disk.Disk;
import io.esform.state.file.KeySource;
import io.esform.state.file.StateCodec;
import io.esform.task.Tasks;
import io.esform.testing.BackendEnvironments;
import io.esform.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectBackendTest {

  @TempDir Path directory = Path.of("unset");

  private final MemoryStore store = new MemoryStore();
  private final Schedule schedule = Schedule.inOrder();

  private BackendEnvironment environment(Tasks tasks) {
    return BackendEnvironments.of(directory, directory, Disk.real(), tasks);
  }

  private static StateCodec codec() {
    return new StateCodec(new KeySource.NoKey(), "0.1.0", new SecureRandom(), Disk.real());
  }

  private Backend backend(Tasks tasks) {
    Workspaces workspaces =
        requireNonNull(
            new MemoryBackendType(store)
                .open(Value.objectOf(new TreeMap<>()), environment(tasks))
                .workspaces());
    return workspaces.backend(Workspaces.DEFAULT, codec());
  }

  private static State begun(Backend backend) {
    assertThat(backend.lock("apply").all()).isEmpty();
    Backend.Saved saved = backend.save(with(requireNonNull(backend.load().state()), 0));
    assertThat(saved.diagnostics().all()).isEmpty();
    return saved.state();
  }

  private static State with(State state, int output) {
    return state.withOutputs(new TreeMap<>(Map.of("number", Value.of(output))));
  }

  private static List<JournalRecord> put(String name) {
    ResourceInstanceAddress address =
        requireNonNull(AddressParser.parseInstance("thing." + name).address());
    return List.of(
        new Put(
            address,
            new InstanceState(
                ProviderKey.parse("fake"),
                Value.objectOf(Map.of("id", Value.of(name))),
                Set.of(),
                List.of(),
                1,
                InstanceState.Status.READY)));
  }

  private static String summary(Diagnostics diagnostics) {
    assertThat(diagnostics.all()).hasSize(1);
    return diagnostics.all().getFirst().summary();
  }

  @Test
  void anAppendIsOneRequest() {
    Backend backend = backend(schedule.machine());
    begun(backend);
    for (String name : List.of("a", "b")) {
      int before = store.requests();
      assertThat(backend.append(put(name)).all()).isEmpty();
      assertThat(store.requests() - before).isEqualTo(1);
    }
  }

  @Test
  void aRunThatSleptPastItsLeaseWritesNothing() {
    Schedule.Machine asleep = schedule.machine();
    Backend sleeper = backend(asleep);
    State based = begun(sleeper);
    assertThat(sleeper.append(put("a")).all()).isEmpty();
    asleep.suspend(Duration.ofHours(1));

    Backend next = backend(schedule.machine());
    assertThat(summary(next.lock("plan"))).isEqualTo("Stale lock taken over");
    State state = requireNonNull(next.load().state());
    assertThat(state.instances()).hasSize(1);
    assertThat(state.serial()).isEqualTo(based.serial() + 1);

    Map<String, String> before = store.objects();
    Diagnostics appended = sleeper.append(put("b"));
    assertThat(summary(appended)).isEqualTo("Lock was lost");
    assertThat(appended.all().getFirst().detail()).contains("held by \"plan\" (process ");
    assertThat(summary(sleeper.save(with(based, 1)).diagnostics())).isEqualTo("Lock was lost");
    assertThat(sleeper.unlock().all()).isEmpty();
    assertThat(store.objects()).isEqualTo(before);
  }

  /// The run that takes over folds the same records into the same text.
  @Test
  void anEqualStateOfAnotherRunIsNotTakenForAnOwnSave() {
    Schedule.Machine asleep = schedule.machine();
    Backend sleeper = backend(asleep);
    State based = begun(sleeper);
    sleeper.append(put("a"));
    asleep.suspend(Duration.ofHours(1));
    Backend next = backend(schedule.machine());
    next.lock("plan");
    State same = requireNonNull(next.load().state()).withSerial(based.serial());
    Map<String, String> before = store.objects();
    assertThat(summary(sleeper.save(same).diagnostics())).isEqualTo("Lock was lost");
    assertThat(store.objects()).isEqualTo(before);
  }

  @Test
  void aSealOutlivesTheRecordsOfItsJournal() {
    Schedule.Machine asleep = schedule.machine();
    Backend sleeper = backend(asleep);
    begun(sleeper);
    sleeper.append(put("a"));
    asleep.suspend(Duration.ofHours(1));
    Backend next = backend(schedule.machine());
    next.lock("plan");
    next.save(with(requireNonNull(next.load().state()), 1));
    next.unlock();
    assertThat(store.objects().entrySet())
        .filteredOn(each -> each.getKey().contains(".journal/"))
        .singleElement()
        .satisfies(each -> assertThat(each.getValue()).startsWith("sealed: "));
    assertThat(summary(sleeper.append(put("b")))).isEqualTo("Lock was lost");
  }

  @Test
  void aRunWhoseLockAUserHasRemovedWritesNothingAfterTheNextOneHasLocked() {
    Schedule.Machine asleep = schedule.machine();
    Backend first = backend(asleep);
    State based = begun(first);
    asleep.suspend(Duration.ofHours(1));
    assertThat(backend(schedule.machine()).breakLock().all()).isEmpty();
    Backend next = backend(schedule.machine());
    assertThat(next.lock("apply").all()).isEmpty();
    assertThat(summary(first.append(put("a")))).isEqualTo("Lock was lost");
    assertThat(summary(first.save(with(based, 1)).diagnostics())).isEqualTo("Lock was lost");
  }

  @Test
  void theLastFiftyEarlierStatesAreKept() {
    Backend backend = backend(schedule.machine());
    State state = begun(backend);
    for (int number = 1; number < Versions.KEPT + 4; number++) {
      state = backend.save(with(state, number)).state();
    }
    backend.unlock();
    List<String> versions =
        store.objects().keySet().stream().filter(key -> key.contains(".versions/")).toList();
    assertThat(versions).hasSize(Versions.KEPT);
    assertThat(versions.getLast()).endsWith(".versions/%08d".formatted(state.serial() - 1));
  }

  @Test
  void aStoreThatIgnoresConditionsIsRefused() {
    var backend =
        new ObjectBackend(
            new CarelessStore(store),
            "esform.state",
            MemoryBackendType.LEASE,
            codec(),
            environment(schedule.machine()),
            new MemoryBackendType.FakeProcesses());
    assertThat(summary(backend.lock("apply")))
        .isEqualTo("Store does not support conditional writes");
    assertThat(store.objects()).isEmpty();
  }

  /// Ignores the conditions of writes, like servers of an earlier protocol.
  private record CarelessStore(MemoryStore store) implements ObjectStore {

    @Override
    public @Nullable Stored get(String key) {
      return store.get(key);
    }

    @Override
    public @Nullable String etag(String key) {
      return store.etag(key);
    }

    @Override
    public String create(String key, String content) throws IOException {
      String etag = store.etag(key);
      return etag == null ? store.create(key, content) : store.replace(key, content, etag);
    }

    @Override
    public String replace(String key, String content, String etag) throws IOException {
      return create(key, content);
    }

    @Override
    public List<Listed> list(String prefix) {
      return store.list(prefix);
    }

    @Override
    public void delete(String key) throws IOException {
      store.delete(key);
    }

    @Override
    public String location(String key) {
      return store.location(key);
    }
  }
}
