package io.esform.simulation;

import io.esform.simulation.SimulatedProcess.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The runs of a simulation and what happens to them. With its seed, it determines the simulation.
///
/// @param seed decides about everything else
/// @param powerFailures the seconds at which the machine loses its power
/// @param faults one operation in this number fails, by kind
record Scenario(
    long seed,
    Storage storage,
    VirtualDisk.NameOrder order,
    List<Launch> launches,
    List<Integer> powerFailures,
    Map<Faults.Kind, Integer> faults) {

  enum Storage {
    LOCAL,
    OBJECTS
  }

  /// One run.
  ///
  /// @param at its start, in seconds
  /// @param destroys whether it destroys everything instead
  /// @param sharesBoot whether its machine is that of all others which say so
  /// @param breaksLock whether its user removes the lock of another run first
  /// @param attempts how often it tries to get the lock
  record Launch(
      int at,
      Wish wish,
      boolean destroys,
      boolean sharesBoot,
      boolean breaksLock,
      int attempts,
      int parallelism,
      Fate fate) {

    private Launch with(Wish other, Fate another) {
      return new Launch(
          at, other, destroys, sharesBoot, breaksLock, attempts, parallelism, another);
    }

    /// A run of an ideal world.
    static Launch undisturbed(Wish wish, int attempts) {
      return new Launch(0, wish, false, true, false, attempts, 4, Fate.NONE);
    }

    private Stream<Launch> simpler() {
      var simpler = new ArrayList<Launch>();
      wish.simpler().forEach(each -> simpler.add(with(each, fate)));
      fate.simpler().forEach(each -> simpler.add(with(wish, each)));
      return simpler.stream();
    }
  }

  Scenario {
    launches = List.copyOf(launches);
    powerFailures = List.copyOf(powerFailures);
    faults = new TreeMap<>(faults);
  }

  /// Decides about the simulation of this scenario.
  Random random() {
    return random(seed, 2);
  }

  /// Different for successive seeds from the first number on.
  static Random random(long seed, int stream) {
    return new Random((seed * 4 + stream) * 0x9E3779B97F4A7C15L);
  }

  static Scenario of(long seed) {
    Random random = random(seed, 1);
    Storage storage = random.nextBoolean() ? Storage.LOCAL : Storage.OBJECTS;
    var launches = new ArrayList<Launch>();
    Wish wish = Wish.random(random);
    int at = 0;
    for (int count = 2 + random.nextInt(3); count > 0; count--) {
      launches.add(
          new Launch(
              at,
              wish,
              random.nextInt(10) == 0,
              random.nextBoolean(),
              random.nextInt(12) == 0,
              1 + random.nextInt(4),
              1 + random.nextInt(4),
              fate(random)));
      at += random.nextInt(3) == 0 ? 0 : random.nextInt(90);
      wish = random.nextInt(4) == 0 ? wish : wish.changed(random);
    }
    var failures = new ArrayList<Integer>();
    if (storage == Storage.LOCAL && random.nextBoolean()) {
      failures.add(random.nextInt(at + 60));
    }
    var faults = new TreeMap<Faults.Kind, Integer>();
    for (Faults.Kind kind : Faults.Kind.values()) {
      if (random.nextBoolean()) {
        faults.put(kind, rate(kind) * (1 + random.nextInt(3)));
      }
    }
    VirtualDisk.NameOrder order =
        random.nextBoolean() ? VirtualDisk.NameOrder.KEPT : VirtualDisk.NameOrder.FREE;
    return new Scenario(seed, storage, order, launches, failures, faults);
  }

  private static int rate(Faults.Kind kind) {
    return switch (kind) {
      case DISK, DISK_READ -> 60;
      case STORE -> 12;
      case CLOUD -> 8;
      case HALF_MADE -> 4;
      case STALE -> 2;
    };
  }

  private static Fate fate(Random random) {
    int kill = random.nextInt(3) == 0 ? 1 + random.nextInt(120) : 0;
    int suspend = random.nextInt(2) == 0 ? 1 + random.nextInt(100) : 0;
    int stop = random.nextInt(8) == 0 ? 1 + random.nextInt(100) : 0;
    return new Fate(kill, suspend, random.nextInt(100), stop);
  }

  private Scenario with(List<Launch> others) {
    return new Scenario(seed, storage, order, others, powerFailures, faults);
  }

  /// All scenarios that are simpler in one respect, largest reductions first.
  Stream<Scenario> simpler() {
    var simpler = new ArrayList<Scenario>();
    for (int index = 0; index < launches.size(); index++) {
      var fewer = new ArrayList<>(launches);
      fewer.remove(index);
      simpler.add(with(fewer));
    }
    for (Faults.Kind kind : faults.keySet()) {
      var fewer = new TreeMap<>(faults);
      fewer.remove(kind);
      simpler.add(new Scenario(seed, storage, order, launches, powerFailures, fewer));
    }
    if (!powerFailures.isEmpty()) {
      simpler.add(new Scenario(seed, storage, order, launches, List.of(), faults));
    }
    for (int index = 0; index < launches.size(); index++) {
      int at = index;
      launches
          .get(index)
          .simpler()
          .forEach(each -> {
            var others = new ArrayList<>(launches);
            others.set(at, each);
            simpler.add(with(others));
          });
    }
    return simpler.stream().filter(each -> !each.launches().isEmpty());
  }

  /// The last configuration.
  Wish last() {
    return launches.getLast().wish();
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    text.append(
        "seed %d: %s, names %s, faults %s, power failures %s\n"
            .formatted(seed, storage, order, faults, powerFailures));
    for (Launch each : launches) {
      text.append(
          "after %d s: %s, %s, %s%d attempts, %d in parallel, %s\n"
              .formatted(
                  each.at(),
                  each.destroys() ? "destroy" : "apply",
                  each.sharesBoot() ? "shared machine" : "own machine",
                  each.breaksLock() ? "removes the lock, " : "",
                  each.attempts(),
                  each.parallelism(),
                  each.fate()));
      text.append(each.wish().text().indent(4));
    }
    return text.toString();
  }
}
