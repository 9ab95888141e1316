package io.esform.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esform.simulation.SimulatedProcess.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class SchedulerTest {

  private static final Fate KILLED = new Fate(2, 0, 0, 0);

  private static Scheduler scheduler(long seed) {
    return new Scheduler(Scenario.random(seed, 0), new Trace());
  }

  private static SimulatedProcess process(Scheduler scheduler, Fate fate) {
    return new SimulatedProcess(scheduler, "p", fate);
  }

  /// The order in which three threads pass a lock and a queue of the JDK.
  private static List<String> order(long seed) {
    Scheduler scheduler = scheduler(seed);
    SimulatedProcess process = process(scheduler, Fate.NONE);
    var lock = new ReentrantLock();
    var queue = new LinkedBlockingQueue<String>();
    var taken = new ArrayList<String>();
    for (String name : List.of("a", "b", "c")) {
      process.start(
          name,
          () -> {
            for (int round = 0; round < 3; round++) {
              lock.lock();
              try {
                process.step(name);
                queue.add(name + round);
              } finally {
                lock.unlock();
              }
            }
          });
    }
    process.start(
        "taker",
        () -> {
          for (int count = 0; count < 9; count++) {
            try {
              taken.add(queue.take());
            } catch (InterruptedException interruption) {
              throw new AssertionError(interruption);
            }
          }
        });
    scheduler.run();
    return taken;
  }

  @Test
  void theSeedDecidesTheOrderOfThreads() {
    var orders = new TreeSet<String>();
    for (long seed = 0; seed < 20; seed++) {
      assertThat(order(seed)).hasSize(9).isEqualTo(order(seed));
      orders.add(order(seed).toString());
    }
    assertThat(orders).hasSizeGreaterThan(5);
  }

  @Test
  void aPauseAdvancesOnlyTheVirtualClock() {
    Scheduler scheduler = scheduler(1);
    SimulatedProcess process = process(scheduler, Fate.NONE);
    process.main(() -> process.delay(Duration.ofDays(1)));

    scheduler.run();

    assertThat(scheduler.clock().millis()).isEqualTo(Duration.ofDays(1).toMillis());
  }

  @Test
  void aKilledProcessDoesNothingMore() {
    Scheduler scheduler = scheduler(1);
    SimulatedProcess process = process(scheduler, KILLED);
    var steps = new ArrayList<String>();
    process.main(() -> {
      process.step("first");
      steps.add("first");
      try {
        process.step("second");
      } finally {
        steps.add("second");
      }
    });

    scheduler.run();

    assertThat(steps).containsExactly("first");
    assertThat(process.isKilled()).isTrue();
  }

  @Test
  void aSuspendedProcessContinuesAfterItsTime() {
    Scheduler scheduler = scheduler(1);
    SimulatedProcess process = process(scheduler, new Fate(0, 1, 60, 0));
    process.main(() -> process.step("first"));

    scheduler.run();

    assertThat(scheduler.clock().millis()).isEqualTo(60_000);
    assertThat(process.isKilled()).isFalse();
  }

  @Test
  void anExceptionOfAThreadEndsTheSimulation() {
    Scheduler scheduler = scheduler(1);
    process(scheduler, Fate.NONE)
        .main(() -> {
          throw new IllegalStateException("broken");
        });

    assertThatThrownBy(scheduler::run)
        .isInstanceOf(AssertionError.class)
        .hasRootCauseMessage("broken");
  }
}
