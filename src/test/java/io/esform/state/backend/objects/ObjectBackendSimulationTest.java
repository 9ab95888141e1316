package io.esform.state.backend.objects;

import io.esform.testing.Property;
import org.junit.jupiter.api.Test;

/// Several processes change one state at the same time. They are suspended for longer than a lease,
/// killed, and take each other's locks over; requests and answers are lost and delayed.
class ObjectBackendSimulationTest {

  private static final int SEEDS = Integer.getInteger("simulatedSeeds", 600);

  @Test
  void noRunLosesOrOverwritesWhatAnotherHasWritten() {
    Property.holds(SEEDS, draw -> new Simulation(draw.from(random -> random.nextLong()), 0).run());
  }

  @Test
  void lostAndDelayedRequestsLoseNothing() {
    Property.holds(SEEDS, draw -> new Simulation(draw.from(random -> random.nextLong()), 12).run());
  }
}
