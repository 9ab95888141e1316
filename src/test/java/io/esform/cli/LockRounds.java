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
import io.esform.state.backend.BackendType;
import io.esform.state.backend.LocalBackendType;
import io.esform.state.backend.Workspaces;
import io.esform.state.backend.s3.S3BackendType;
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
import java.util.TreeMap;

/// Adds a number of instances to a state, each under the lock, as one of several processes:
///
///     LockRounds NAME ROUNDS [ENDPOINT]
///
/// The state is in the directory, or in the bucket `states` of the S3 server at the endpoint. Prints
/// each serial that it has saved with a change.
final class LockRounds {

  static final String SAVED = "saved ";

  private static final Path HERE = Path.of("").toAbsolutePath();

  private LockRounds() {}

  public static void main(String[] arguments) {
    int rounds = Integer.parseInt(arguments[1]);
    Workspaces workspaces = arguments.length == 2 ? local() : bucket(arguments[2]);
    var codec = new StateCodec(new KeySource.NoKey(), "0.1.0", new SecureRandom(), Disk.real());
    for (int round = 0; round < rounds; round++) {
      String address = "thing.a[\"%s-%d\"]".formatted(arguments[0], round);
      while (!add(workspaces.backend(Workspaces.DEFAULT, codec), address)) {
        // Another process has the lock.
        Thread.onSpinWait();
      }
    }
  }

  private static Workspaces local() {
    return open(new LocalBackendType(), Map.of());
  }

  private static Workspaces bucket(String endpoint) {
    return open(
        new S3BackendType(),
        Map.of(
            "bucket",
            Value.of("states"),
            "key",
            Value.of("esform.state"),
            "region",
            Value.of("eu-central-1"),
            "endpoint",
            Value.of(endpoint),
            "use_path_style",
            Value.of(true)));
  }

  private static Workspaces open(BackendType type, Map<String, Value> arguments) {
    var all = new TreeMap<>(type.schema().blank().attributes());
    all.putAll(arguments);
    return requireNonNull(
        type.open(Value.objectOf(all), BackendEnvironments.of(HERE, HERE, Disk.real()))
            .workspaces());
  }

  private static boolean add(Backend backend, String address) {
    Diagnostics locked = backend.lock("apply");
    if (locked.hasErrors()) {
      return false;
    }
    must(locked);
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
    State next = saved(backend.save(working.toState().withSerial(state.serial())));
    must(backend.unlock());
    System.out.println(SAVED + next.serial());
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
