package io.esform.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Runs simulations of many seeds. To run more, or one again:
///
///     mvn test -Dtest=SimulationTest -Dsimulations=1000000
///     mvn test -Dtest=SimulationTest -Dsimulations=1 -DfirstSimulation=42
///
/// A seed that fails is shown with the smallest scenario that fails alike and its trace, and can be
/// run again alone.
class SimulationTest {

  private static final int SEEDS = Integer.getInteger("simulations", 1500);
  private static final long FIRST = Long.getLong("firstSimulation", 1);

  @Test
  void everySimulationEndsWell() {
    var report = Report.start();
    LongStream.range(FIRST, FIRST + SEEDS)
        .parallel()
        .forEach(seed -> {
          Scenario scenario = Scenario.of(seed);
          var simulation = new Simulation(scenario, new Wiring());
          Optional<String> violation = simulation.violation();
          report.add(scenario, simulation);
          violation.ifPresent(found -> fail(Failure.of(scenario, new Wiring(), found)));
        });
    System.out.println(report.text());
  }

  @Test
  void aSeedReplaysByteForByte() {
    for (long seed = FIRST; seed < FIRST + 40; seed++) {
      assertThat(trace(seed)).as("the trace of seed %d", seed).isEqualTo(trace(seed));
    }
  }

  private static String trace(long seed) {
    var simulation = new Simulation(Scenario.of(seed), new Wiring());
    simulation.violation();
    return simulation.trace().text();
  }

  @Test
  void aFailingScenarioIsReducedToItsCause() {
    var wiring = new MutantWiring(Mutant.FRESH_TOKENS);
    Scenario scenario = firstFailing(wiring);
    String found = Simulation.violation(scenario, wiring).orElseThrow();

    Scenario smallest = Failure.smallest(scenario, wiring, found);

    assertThat(smallest.toString()).hasSizeLessThan(scenario.toString().length());
    assertThat(smallest.simpler()).noneMatch(each -> Failure.failsAlike(each, wiring, found));
    assertThat(Failure.of(scenario, wiring, found))
        .startsWith("Seed %d fails: ".formatted(scenario.seed()))
        .contains("-DfirstSimulation=" + scenario.seed())
        .contains("has created thing-");
  }

  private static Scenario firstFailing(Wiring wiring) {
    return LongStream.range(1, 500)
        .mapToObj(Scenario::of)
        .filter(each -> each.launches().size() == 2 && each.last().items().size() < 3)
        .filter(each -> Simulation.violation(each, wiring).isPresent())
        .findFirst()
        .orElseThrow();
  }
}
