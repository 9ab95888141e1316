package io.esform.simulation;

import io.esform.provider.ResourceType;
import io.esform.state.backend.Backend;
import io.esform.state.backend.objects.ObjectStore;
import io.esform.state.disk.Disk;

/// The wiring with one fault.
final class MutantWiring extends Wiring {

  private final Mutant mutant;

  MutantWiring(Mutant mutant) {
    this.mutant = mutant;
  }

  @Override
  Disk disk(World world, SimulatedProcess process) {
    // A lost key would end most simulations of disks that lose files, before a state is lost.
    world.disk().keep(World.KEY_FILE, "%s=\n".formatted("A".repeat(43)));
    return new MutantDisk(mutant, world, process);
  }

  @Override
  ObjectStore store(World world, SimulatedProcess process) {
    return new MutantStore(mutant, super.store(world, process), world, process);
  }

  @Override
  ResourceType thing(World world, SimulatedProcess process) {
    return new MutantType(mutant, world, process);
  }

  @Override
  Backend backend(World world, SimulatedProcess process, boolean sharesBoot) {
    return new MutantBackend(mutant, super.backend(world, process, sharesBoot));
  }
}
