package io.esform.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.ResourceInstanceAddress;
import io.esform.simulation.VirtualCloud.Thing;
import io.esform.state.InstanceState;
import io.esform.state.State;
import io.esform.value.Marks;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Carries a scenario out, heals all faults, applies the last configuration once more, and checks
/// the result.
final class Simulation {

  private static final int LAST_RUNS = 4;
  private static final int PATIENCE = 50;

  private final Scenario scenario;
  private final Wiring wiring;
  private final Trace trace = new Trace();
  private final World world;

  Simulation(Scenario scenario, Wiring wiring) {
    this.scenario = scenario;
    this.wiring = wiring;
    this.world = new World(scenario, trace);
  }

  /// The rule that a new simulation breaks; empty if all hold.
  static Optional<String> violation(Scenario scenario, Wiring wiring) {
    return new Simulation(scenario, wiring).violation();
  }

  /// Runs, and returns the broken rule; empty if all hold.
  Optional<String> violation() {
    try {
      run();
      return Optional.empty();
    } catch (AssertionError violation) {
      return Optional.of(String.valueOf(violation.getMessage()));
    }
  }

  Trace trace() {
    return trace;
  }

  World world() {
    return world;
  }

  /// @throws AssertionError if a rule is broken
  private void run() {
    for (Scenario.Launch each : scenario.launches()) {
      var run = new SimulatedRun(world, each, wiring);
      after(each.at(), run::start);
    }
    scenario.powerFailures().forEach(at -> after(at, world::failPower));
    world.scheduler().run();
    trace.add(world.scheduler().now(), "", "all faults are healed");
    world.faults().heal();
    check(lastState());
  }

  private void after(long seconds, Runnable action) {
    world.scheduler().after(Duration.ofSeconds(seconds), null, action);
  }

  /// The state after a last apply.
  private State lastState() {
    for (int number = 1; ; number++) {
      var last =
          new SimulatedRun(world, Scenario.Launch.undisturbed(scenario.last(), PATIENCE), wiring);
      after(number == 1 ? VirtualCloud.LAG.toSeconds() : 0, last::start);
      world.scheduler().run();
      State state = last.state();
      if (last.isDone() && last.planIsEmpty() && state != null) {
        return state;
      }
      if (number == LAST_RUNS) {
        throw new AssertionError("no apply succeeds in the end: " + last.reports());
      }
    }
  }

  private void check(State state) {
    var recorded = new TreeMap<String, ObjectValue>();
    for (var each : state.instances().entrySet()) {
      if (each.getKey().resource().type().equals("sim_thing")) {
        recorded.put(id(each.getKey(), each.getValue()), plain(each.getValue()));
      }
    }
    var existing = new TreeMap<String, ObjectValue>();
    for (Thing each : world.cloud().things().values()) {
      existing.put(each.id, each.attributes);
    }
    assertThat(differences(recorded, existing)).as("differences of state and cloud").isEmpty();
    List<String> names = new ArrayList<>();
    scenario.last().items().forEach(item -> names.add("t" + item.name()));
    assertThat(existing.values().stream().map(each -> text(each, "name")).sorted())
        .as("the objects of the configuration")
        .isEqualTo(names);
    world.cloud().things().values().forEach(this::checkSecret);
    assertThat(state.serial())
        .as("the serial")
        .isGreaterThanOrEqualTo(world.ledger().acknowledged());
  }

  private static List<String> differences(
      SortedMap<String, ObjectValue> recorded, SortedMap<String, ObjectValue> existing) {
    var ids = new TreeSet<>(recorded.keySet());
    ids.addAll(existing.keySet());
    var differences = new ArrayList<String>();
    for (String id : ids) {
      ObjectValue known = recorded.get(id);
      ObjectValue there = existing.get(id);
      if (known == null || there == null) {
        differences.add(known == null ? "state without " + id : "cloud without " + id);
      } else if (!known.equals(there)) {
        differences.add("other attributes of " + id);
      }
    }
    return differences;
  }

  /// An object keeps the password that it was created with, if all configurations want one.
  private void checkSecret(Thing thing) {
    String name = text(thing.attributes, "name");
    boolean isKept =
        scenario.launches().stream()
            .allMatch(launch ->
                launch.wish().items().stream()
                    .anyMatch(item -> item.hasSecret() && name.equals("t" + item.name())));
    if (isKept) {
      assertThat(text(thing.attributes, "password"))
          .as("the password of %s", name)
          .isNotEmpty()
          .isEqualTo(text(thing.original, "password"));
    }
  }

  private static String id(ResourceInstanceAddress address, InstanceState instance) {
    String id = text(plain(instance), "id");
    assertThat(id).as("the id of %s", address).isNotEmpty();
    return id;
  }

  private static ObjectValue plain(InstanceState instance) {
    return (ObjectValue) Marks.strip(instance.attributes());
  }

  private static String text(ObjectValue object, String attribute) {
    @Nullable Value value = object.attributes().get(attribute);
    return value instanceof Value.StringValue(var text) ? text : "";
  }
}
