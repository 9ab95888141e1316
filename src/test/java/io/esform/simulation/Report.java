package io.esform.simulation;

import java.util.concurrent.atomic.LongAdder;

/// Counts what simulations contain. Thread-safe.
final class Report {

  private final long begin = System.nanoTime();
  private final LongAdder seeds = new LongAdder();
  private final LongAdder runs = new LongAdder();
  private final LongAdder kills = new LongAdder();
  private final LongAdder takeOvers = new LongAdder();
  private final LongAdder powerFailures = new LongAdder();
  private final LongAdder events = new LongAdder();

  private Report() {}

  static Report start() {
    return new Report();
  }

  void add(Scenario scenario, Simulation simulation) {
    World world = simulation.world();
    seeds.increment();
    runs.add(world.processes().size());
    kills.add(world.processes().stream().filter(SimulatedProcess::isKilled).count());
    takeOvers.add(simulation.trace().count("Stale lock taken over"));
    powerFailures.add(world.failures());
    events.add(simulation.trace().size());
  }

  String text() {
    double seconds = (System.nanoTime() - begin) / 1e9;
    return "%,d simulations with %,d runs, %,d kills, %,d power failures, %,d take-overs, %,d events; %.0f simulations a second"
        .formatted(
            seeds.sum(),
            runs.sum(),
            kills.sum(),
            powerFailures.sum(),
            takeOvers.sum(),
            events.sum(),
            seeds.sum() / seconds);
  }
}
