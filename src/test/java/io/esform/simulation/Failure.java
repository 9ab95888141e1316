package io.esform.simulation;

import io.esform.testing.Shrinker;

/// The account of a seed that fails.
final class Failure {

  private Failure() {}

  static String of(Scenario scenario, Wiring wiring, String violation) {
    Scenario smallest = smallest(scenario, wiring, violation);
    var simulation = new Simulation(smallest, wiring);
    String again = simulation.violation().orElse("only at the first try: " + violation);
    return """
    Seed %1$d fails: %2$s
    To run it again: mvn test -Dtest=SimulationTest -Dsimulations=1 -DfirstSimulation=%1$d

    The smallest scenario that fails alike: %3$s
    %4$s
    %5$s\
    """
        .formatted(scenario.seed(), violation, again, smallest, simulation.trace().text());
  }

  /// The smallest scenario that breaks the same rule.
  static Scenario smallest(Scenario scenario, Wiring wiring, String violation) {
    return Shrinker.shrink(
        scenario, Scenario::simpler, each -> failsAlike(each, wiring, violation));
  }

  /// Whether the scenario breaks the same rule.
  static boolean failsAlike(Scenario scenario, Wiring wiring, String violation) {
    return Simulation.violation(scenario, wiring)
        .filter(other -> rule(other).equals(rule(violation)))
        .isPresent();
  }

  /// The first line of a violation, without the values.
  private static String rule(String violation) {
    return violation.lines().findFirst().orElse("").replaceAll("[0-9]+", "#");
  }
}
