package io.esform.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The simulation finds every fault that is built into the engine. The test prints after how many
/// seeds.
class MutantsTest {

  private static final int MOST_SEEDS = Integer.getInteger("mutantSeeds", 2000);

  @ParameterizedTest
  @EnumSource
  void theSimulationFindsEachFault(Mutant mutant) {
    int tried = 0;
    for (long seed = 1; tried < MOST_SEEDS; seed++) {
      Scenario scenario = Scenario.of(seed);
      if (!mutant.isIn(scenario.storage())) {
        continue;
      }
      tried++;
      Optional<String> violation = Simulation.violation(scenario, new MutantWiring(mutant));
      if (violation.isPresent()) {
        System.out.printf(
            "%s is found after %d seeds, by seed %d: %s%n",
            mutant, tried, seed, violation.get().replaceAll("\\s+", " "));
        return;
      }
    }
    assertThat(mutant).as("found within %d seeds", MOST_SEEDS).isNull();
  }
}
