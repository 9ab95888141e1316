package io.esform.state.backend.objects;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.state.State;
import io.esform.state.backend.Backend;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The versions of an {@link ObjectBackend}.
class ObjectVersionsTest {

  @TempDir Path directory = Path.of("unset");

  private ObjectBackend backend(ObjectStore store, Tasks tasks) {
    return new ObjectBackend(
        store,
        "esform.state",
        MemoryBackendType.LEASE,
        new StateCodec(new KeySource.NoKey(), "0.1.0", new SecureRandom(), Disk.real()),
        BackendEnvironments.of(directory, directory, Disk.real(), tasks),
        new MemoryBackendType.FakeProcesses());
  }

  private static State with(State state, int output) {
    return state.withOutputs(new TreeMap<>(Map.of("number", Value.of(output))));
  }

  private static List<State> saved(Backend backend) {
    assertThat(backend.lock("apply").all()).isEmpty();
    State state = requireNonNull(backend.load().state());
    var states = new ArrayList<State>();
    for (int number = 1; number <= 3; number++) {
      state = backend.save(with(state, number)).state();
      states.add(state);
    }
    assertThat(backend.unlock().all()).isEmpty();
    return states;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRestoreThatStopsAtAnyRequestLeavesTheOldStateOrTheNewOne(boolean executes) {
    boolean came = true;
    for (int request = 1; came; request++) {
      var store = new MemoryStore();
      Schedule schedule = Schedule.inOrder();
      List<State> states = saved(backend(store, schedule.machine()));
      var failing = new EndingStore(store, request, executes);
      Schedule.Machine machine = schedule.machine();
      Backend ended = backend(failing, machine);
      if (!ended.lock("state restore").hasErrors()) {
        ended.load();
        State first = ended.version(1).state();
        if (first != null) {
          ended.replace(first);
        }
      }
      came = failing.hasEnded();
      machine.suspend(Duration.ofHours(1));

      Backend next = backend(store, schedule.machine());
      String what = "request " + request;
      assertThat(next.lock("plan").hasErrors()).as(what).isFalse();
      State found = requireNonNull(next.load().state(), what);
      assertThat(found.withSerial(0))
          .as(what)
          .isIn(states.getLast().withSerial(0), states.getFirst().withSerial(0));
      next.save(with(found, 9));
      for (State each : states) {
        assertThat(next.version(each.serial()).state()).as(what).isEqualTo(each);
      }
      next.unlock();
    }
  }

  /// The run has ended with the lock, and then somebody has removed the state.
  @Test
  void aTakeOverWithoutAStateReplacesNoVersion() {
    var store = new MemoryStore();
    Schedule schedule = Schedule.inOrder();
    List<State> states = saved(backend(store, schedule.machine()));
    Schedule.Machine machine = schedule.machine();
    assertThat(backend(store, machine).lock("apply").all()).isEmpty();
    machine.suspend(Duration.ofHours(1));
    store.overwrite("esform.state", null);

    Backend next = backend(store, schedule.machine());
    assertThat(next.lock("apply").hasErrors()).isFalse();
    State state = requireNonNull(next.load().state());
    for (int number = 10; number < 13; number++) {
      state = next.save(with(state, number)).state();
    }
    for (State each : states.subList(0, 2)) {
      assertThat(next.version(each.serial()).state()).isEqualTo(each);
    }
  }

  /// The store as a process sees it that ends at one request: it fails, as do all later ones.
  private static final class EndingStore implements ObjectStore {
    private final ObjectStore store;
    private final int last;
    private final boolean executes;
    private int requests;

    /// @param executes whether the store executes the failing request
    EndingStore(ObjectStore store, int last, boolean executes) {
      this.store = store;
      this.last = last;
      this.executes = executes;
    }

    boolean hasEnded() {
      return requests >= last;
    }

    private interface Request<T extends @Nullable Object> {
      T execute() throws IOException;
    }

    private <T extends @Nullable Object> T request(Request<T> request) throws IOException {
      requests++;
      if (requests > last || (requests == last && !executes)) {
        throw new IOException("connection refused");
      }
      T answer = request.execute();
      if (requests == last) {
        throw new IOException("connection reset");
      }
      return answer;
    }

    @Override
    public @Nullable Stored get(String key) throws IOException {
      return this.<@Nullable Stored>request(() -> store.get(key));
    }

    @Override
    public @Nullable String etag(String key) throws IOException {
      return this.<@Nullable String>request(() -> store.etag(key));
    }

    @Override
    public String create(String key, String content) throws IOException {
      return request(() -> store.create(key, content));
    }

    @Override
    public String replace(String key, String content, String etag) throws IOException {
      return request(() -> store.replace(key, content, etag));
    }

    @Override
    public List<Listed> list(String prefix) throws IOException {
      return request(() -> store.list(prefix));
    }

    @Override
    public void delete(String key) throws IOException {
      request(() -> {
        store.delete(key);
        return "";
      });
    }

    @Override
    public String location(String key) {
      return store.location(key);
    }
  }
}
