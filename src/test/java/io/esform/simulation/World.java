package io.esform.simulation;

import io.esform.state.backend.ProcessIdentity;
import io.esform.state.backend.Processes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// The things that all runs of a simulation share.
final class World {

  static final Path DIRECTORY = Path.of("/sim");
  static final Path KEY_FILE = DIRECTORY.resolve("state.key");

  private final Scheduler scheduler;
  private final Faults faults;
  private final Ledger ledger;
  private final VirtualDisk disk;
  private final VirtualStore store;
  private final VirtualCloud cloud;
  private final Scenario scenario;
  private final List<SimulatedProcess> processes = new ArrayList<>();
  private int boots;
  private int failures;

  World(Scenario scenario, Trace trace) {
    this.scenario = scenario;
    Random random = scenario.random();
    this.scheduler = new Scheduler(random, trace);
    this.faults = new Faults(random, scenario.faults());
    this.ledger = new Ledger(scheduler);
    this.disk = new VirtualDisk(scenario.order(), DIRECTORY);
    this.store = new VirtualStore(scheduler, faults, ledger);
    this.cloud = new VirtualCloud(scheduler, faults);
  }

  Scenario scenario() {
    return scenario;
  }

  Scheduler scheduler() {
    return scheduler;
  }

  Faults faults() {
    return faults;
  }

  Ledger ledger() {
    return ledger;
  }

  VirtualDisk disk() {
    return disk;
  }

  VirtualStore store() {
    return store;
  }

  VirtualCloud cloud() {
    return cloud;
  }

  /// The number of power failures so far.
  int failures() {
    return failures;
  }

  List<SimulatedProcess> processes() {
    return processes;
  }

  /// A new process.
  SimulatedProcess process(SimulatedProcess.Fate fate) {
    var process = new SimulatedProcess(scheduler, "p" + processes.size(), fate);
    processes.add(process);
    return process;
  }

  /// @param sharesBoot whether the process runs on the machine of all others that do
  ProcessIdentity identity(SimulatedProcess process, boolean sharesBoot) {
    return new ProcessIdentity(
        "host", processes.indexOf(process), sharesBoot ? "boot-" + boots : "");
  }

  /// The processes as one of them sees the others.
  Processes seenBy(SimulatedProcess process) {
    return new Processes() {
      @Override
      public String birth() {
        return process.name();
      }

      @Override
      public boolean hasEnded(long pid, String birth) {
        return processes.get((int) pid).isEnded();
      }
    };
  }

  /// Ends all processes, and loses what is not flushed.
  void failPower() {
    scheduler.trace().add(scheduler.now(), "", "power failure");
    processes.forEach(SimulatedProcess::kill);
    boots++;
    failures++;
    disk.failPower(scheduler.random());
  }
}
