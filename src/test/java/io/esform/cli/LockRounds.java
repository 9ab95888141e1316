package io.esform.cli;

import static java.util.Objects.requireNonNull;

import io.esform.address.AddressParser;
import io.esform.address.ProviderKey;
import io.esform.diag.Diagnostics;
import io.esform.state.InstanceState;
import io.esform.state.JournalRecord;
import io.esform.state.State;
import io.esform.state.WorkingState;
import io.esform.state.backend.Backend;
import io.esform.state.backend.LocalBackend;
import io.esform.state.disk.Disk;
import io.esform.state.file.KeySource;
import io.esform.state.file.StateCodec;
import io.esform.testing.BackendEnvironments;
import io.esform.value.Value;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Adds a number of instances to a state, each under the lock, as one of several processes:
///
///     LockRounds NAME ROUNDS
final class LockRounds {

  private static final Path HERE = Path.of("").toAbsolutePath();

  private LockRounds() {}

  public static void main(String[] arguments) {
    int rounds = Integer.parseInt(arguments[1]);
    for (int round = 0; round < rounds; round++) {
      while (!add("thing.a[\"%s-%d\"]".formatted(arguments[0], round))) {
        // Another process has the lock.
        Thread.onSpinWait();
      }
    }
  }

  private static boolean add(String address) {
    var codec = new StateCodec(new KeySource.NoKey(), "0.1.0", new SecureRandom(), Disk.real());
    var backend = new LocalBackend(HERE, codec, BackendEnvironments.of(HERE, HERE, Disk.real()));
    if (backend.lock("apply").hasErrors()) {
      return false;
    }
    State state = saved(backend.save(requireNonNull(backend.load().state())));
    var put =
        new JournalRecord.Put(
            requireNonNull(AddressParser.parseInstance(address).address()),
            new InstanceState(
                ProviderKey.parse("fake"),
                Value.objectOf(Map.of("id", Value.of(address))),
                Set.of(),
                List.of(),
                1,
                InstanceState.Status.READY));
    must(backend.append(List.of(put)));
    var working = new WorkingState(state);
    working.apply(put);
    saved(backend.save(working.toState().withSerial(state.serial())));
    must(backend.unlock());
    return true;
  }

  private static State saved(Backend.Saved saved) {
    must(saved.diagnostics());
    return saved.state();
  }

  private static void must(Diagnostics diagnostics) {
    if (!diagnostics.isEmpty()) {
      throw new IllegalStateException(diagnostics.all().toString());
    }
  }
}
