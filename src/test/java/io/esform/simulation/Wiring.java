package io.esform.simulation;

import io.esform.provider.ResourceType;
import io.esform.state.backend.Backend;
import io.esform.state.backend.BackendEnvironment;
import io.esform.state.backend.LocalBackend;
import io.esform.state.backend.objects.ObjectBackend;
import io.esform.state.backend.objects.ObjectStore;
import io.esform.state.disk.Disk;
import io.esform.state.file.KeySource;
import io.esform.state.file.StateCodec;
import java.time.Duration;
import java.util.Collections;

/// Gives the production classes their disk, store and cloud.
class Wiring {

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final String KEY = "team/" + Ledger.STATE;

  Disk disk(World world, SimulatedProcess process) {
    return new ProcessDisk(
        world.disk(), process, world.scheduler().random(), world.faults(), world.ledger());
  }

  ObjectStore store(World world, SimulatedProcess process) {
    return world.store().of(process);
  }

  ResourceType thing(World world, SimulatedProcess process) {
    return new ThingType(world.cloud(), process, world.scheduler());
  }

  Backend backend(World world, SimulatedProcess process, boolean sharesBoot) {
    Disk disk = disk(world, process);
    var codec =
        new StateCodec(
            new KeySource.KeyFile(World.KEY_FILE),
            "0.1.0",
            new SeededRandom(world.scheduler().random()),
            disk);
    boolean isLocal = world.scenario().storage() == Scenario.Storage.LOCAL;
    var environment =
        new BackendEnvironment(
            World.DIRECTORY,
            World.DIRECTORY,
            world.identity(process, isLocal || sharesBoot),
            world.scheduler().clock(),
            world.scheduler().random(),
            process,
            disk,
            () -> "lineage-" + process.name(),
            Collections.emptySortedMap());
    return isLocal
        ? new LocalBackend(World.DIRECTORY, codec, environment)
        : new ObjectBackend(
            store(world, process), KEY, LEASE, codec, environment, world.seenBy(process));
  }
}
