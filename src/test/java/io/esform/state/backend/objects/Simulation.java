package io.esform.state.backend.objects;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.AddressParser;
import io.esform.address.ProviderKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.state.InstanceState;
import io.esform.state.JournalRecord;
import io.esform.state.JournalRecord.Intent;
import io.esform.state.JournalRecord.Put;
import io.esform.state.OpenIntent;
import io.esform.state.State;
import io.esform.state.WorkingState;
import io.esform.state.backend.Backend;
import io.esform.state.backend.BackendEnvironment;
import io.esform.state.backend.ProcessIdentity;
import io.esform.state.backend.Processes;
import io.esform.state.disk.Disk;
import io.esform.state.file.KeySource;
import io.esform.state.file.StateCodec;
import io.esform.state.file.StateCodec.Header;
import io.esform.value.Value;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Some runs on one state, each in a process of its own. One seed decides about everything. Runs
/// only add objects, so that every later state contains those of every earlier one.
final class Simulation {

  private static final String KEY = "team/esform.state";
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  private final Random random;
  private final Schedule schedule;
  private final SimulatedStore store;

  /// Ended processes, by their birth.
  private final Map<String, Schedule.Machine> machines = new HashMap<>();

  /// The objects of confirmed records, and of confirmed states.
  private final Set<ResourceInstanceAddress> confirmed = new TreeSet<>();

  private long serial;

  /// The saved state; empty before the first save.
  private String text = "";

  private Set<ResourceInstanceAddress> saved = Set.of();

  /// Journal objects that do not contain it have no effect.
  private String digest = "state";

  private final List<Run> runs = new ArrayList<>();

  Simulation(long seed, int faults) {
    this.random = new Random(seed);
    this.schedule = new Schedule(random::nextInt);
    this.store = new SimulatedStore(schedule, random, faults, this::written);
  }

  void run() {
    for (int each = 2 + random.nextInt(3); each > 0; each--) {
      start(true);
    }
    schedule.finish();
    store.heal();
    start(false);
    schedule.finish();
    assertThat(saved).containsAll(confirmed);
  }

  private void start(boolean mayFail) {
    Run run = new Run(schedule.machine());
    run.machine.start(
        "run",
        () -> {
          try {
            run.work(mayFail);
          } finally {
            run.machine.kill();
          }
        });
  }

  /// Checks every write of state, journal and lock.
  private void written(Object sender, String key, String content) {
    Run run = (Run) sender;
    if (key.equals(KEY + ".lock")) {
      LockText lock = requireNonNull(LockText.parse(content));
      run.overtaken =
          run.overtaken && !(lock.status() == LockText.Status.HELD && lock.counter() <= 2);
    } else if (key.equals(KEY)) {
      assertThat(run.overtaken).as("a run that was overtaken has written the state").isFalse();
      State state = requireNonNull(run.codec.decode(content, key, "").state());
      if (!text.isEmpty()) {
        assertThat(store.contents().get(new StateKeys(KEY).version(serial)))
            .as("the version of serial " + serial)
            .isNotNull()
            .matches(version -> version.content().equals(text));
      }
      text = content;
      assertThat(state.serial()).as("the serial").isEqualTo(serial + 1);
      assertThat(state.instances().keySet()).as("the state of serial " + serial).containsAll(saved);
      serial = state.serial();
      saved = new TreeSet<>(state.instances().keySet());
      digest = StateDigest.of(new Header(serial, state.lineage()), content).format();
    } else if (key.startsWith(KEY + ".journal/") && content.contains(digest)) {
      assertThat(run.overtaken).as("a run that was overtaken has written its journal").isFalse();
    }
  }

  /// One run of a process of its own.
  private final class Run implements Processes {
    private final Schedule.Machine machine;
    private final String birth = "p" + machines.size();
    private final boolean sharesBoot = random.nextBoolean();
    private final StateCodec codec =
        new StateCodec(new KeySource.NoKey(), "0.1.0", new SecureRandom(), Disk.real());
    private final Backend backend;
    private boolean overtaken;
    private int objects;

    Run(Schedule.Machine machine) {
      this.machine = machine;
      machines.put(birth, machine);
      runs.add(this);
      var environment =
          new BackendEnvironment(
              Path.of("/nowhere"),
              Path.of("/nowhere"),
              new ProcessIdentity("host", runs.size(), sharesBoot ? "boot" : ""),
              CLOCK,
              random,
              machine,
              Disk.real(),
              () -> "lineage",
              new TreeMap<>());
      backend = new ObjectBackend(store.of(this), KEY, LEASE, codec, environment, this);
    }

    @Override
    public String birth() {
      return birth;
    }

    @Override
    public boolean hasEnded(long pid, String other) {
      return requireNonNull(machines.get(other)).isKilled();
    }

    private ResourceInstanceAddress next() {
      String text = "thing." + birth + "_" + ++objects;
      return requireNonNull(AddressParser.parseInstance(text).address());
    }

    /// @param mayFail whether this run may be suspended or killed
    void work(boolean mayFail) {
      for (int attempt = 0; backend.lock("apply").hasErrors(); attempt++) {
        assertThat(mayFail || attempt < 20).as("the lock is free in the end").isTrue();
        if (mayFail && attempt == 4) {
          return;
        }
        machine.pause(Duration.ofSeconds(5 + random.nextInt(40)));
      }
      var before = new TreeSet<>(confirmed);
      runs.forEach(each -> each.overtaken = each != this);
      disturb(mayFail);
      Backend.Loaded loaded = backend.load();
      State state = loaded.state();
      assertThat(loaded.diagnostics().all())
          .noneMatch(each -> each.summary().startsWith("Journal"));
      if (state != null) {
        if (!overtaken) {
          checkComplete(before, state, loaded.open());
        }
        change(recovered(state, loaded.open()), mayFail);
      }
      disturb(mayFail);
      backend.unlock();
    }

    private void checkComplete(
        Set<ResourceInstanceAddress> before, State state, List<OpenIntent> open) {
      var found = new TreeSet<>(state.instances().keySet());
      open.forEach(each -> found.add(each.intent().address()));
      assertThat(found).as("loaded objects").containsAll(before);
    }

    /// The state after the open calls have been repeated.
    private State recovered(State state, List<OpenIntent> open) {
      var instances = new TreeMap<>(state.instances());
      for (OpenIntent each : open) {
        if (each.intent() instanceof Intent.Create(var address, var _, var planned)) {
          instances.put(address, planned);
        }
      }
      return state.withInstances(instances);
    }

    private void change(State prior, boolean mayFail) {
      State state = saved(prior);
      for (int step = mayFail ? random.nextInt(6) : 0; state != null && step > 0; step--) {
        disturb(mayFail);
        var working = new WorkingState(state);
        boolean appended = true;
        for (List<JournalRecord> records : steps()) {
          records.forEach(working::apply);
          appended = appended && append(records);
          disturb(mayFail);
        }
        State now = working.toState().withSerial(state.serial());
        if (!working.open().isEmpty()) {
          // An aborted run saves nothing.
          return;
        }
        boolean ends = !appended || step == 1 || random.nextInt(3) == 0;
        state = !ends ? now : appended || random.nextBoolean() ? saved(now) : null;
        if (state == null && random.nextBoolean()) {
          state = saved(now);
        }
      }
    }

    /// The records of one creation, in the appends of a run.
    private List<List<JournalRecord>> steps() {
      ResourceInstanceAddress address = next();
      var instance =
          new InstanceState(
              ProviderKey.parse("fake"),
              Value.objectOf(Map.of("id", Value.of(birth))),
              Set.of(),
              List.of(),
              1,
              InstanceState.Status.READY);
      var intent = new Intent.Create(address, "token-" + birth, instance);
      return random.nextBoolean()
          ? List.of(List.of(intent), List.of(new Put(address, instance)))
          : random.nextBoolean()
              ? List.of(List.of(intent))
              : List.of(List.of(new Put(address, instance)));
    }

    private boolean append(List<JournalRecord> records) {
      boolean written = !backend.append(records).hasErrors();
      if (written) {
        records.forEach(each -> confirmed.add(each.address()));
      }
      return written;
    }

    /// Null after an error.
    private @Nullable State saved(State state) {
      Backend.Saved result = backend.save(state);
      if (result.diagnostics().hasErrors()) {
        return null;
      }
      confirmed.addAll(state.instances().keySet());
      return result.state();
    }

    private void disturb(boolean mayFail) {
      if (!mayFail) {
        return;
      }
      switch (random.nextInt(12)) {
        case 0 -> machine.suspend(LEASE.multipliedBy(1 + random.nextInt(4)));
        case 1 -> machine.suspend(Duration.ofSeconds(random.nextInt(30)));
        case 2 -> {
          if (random.nextInt(3) == 0) {
            machine.kill();
          }
        }
        default -> {}
      }
    }
  }
}
