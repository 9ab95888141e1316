package io.esform.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.plan.Plan;
import io.esform.testing.FakeProvider;
import io.esform.testing.Workbench;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Compares the duration of a run with its lower bound: the longest path through the graph, or the
/// total work divided by the parallelism, whichever is longer. Plans, steps and their order are
/// real; calls take 50 to 500 ms of simulated time.
class ScheduleEfficiencyTest {

  private static final int STEPS = 1000;
  private static final int PARALLELISM = 32;
  private static final double MOST = 1.1;

  @ParameterizedTest
  @CsvSource({
    "CHAINS, 32",
    "CHAINS, 10",
    "RANDOM, 32",
    "RANDOM, 10",
    "NEAR, 32",
    "NEAR, 10",
    "LAYERS, 32",
    "LAYERS, 10",
    "ONE_LONG_CHAIN, 32",
    "ONE_LONG_CHAIN, 10"
  })
  void aRunTakesLittleLongerThanItMust(Graph graph, int parallelism) {
    for (long seed = 1; seed <= 3; seed++) {
      var random = new Random(seed);
      Plan plan = bench().plan(configuration(graph, random));
      assertThat(ratio(StepGraph.of(plan), parallelism, random))
          .as("%s, seed %d", graph, seed)
          .isLessThanOrEqualTo(MOST);
    }
  }

  @Test
  void takingDownTakesLittleLongerThanItMust() {
    var random = new Random(1);
    Workbench bench = bench();
    String main = configuration(Graph.NEAR, random);
    assertThat(bench.apply(main).diagnostics().all()).isEmpty();

    assertThat(ratio(StepGraph.of(bench.planDestroy(main)), PARALLELISM, random))
        .isLessThanOrEqualTo(MOST);
  }

  @Test
  void aRolloutOneAtATimeDoesNotWaitForWhatCanBeDoneBesideIt() {
    var random = new Random(1);
    Workbench bench = bench();
    assertThat(bench.apply(fleet(1)).diagnostics().all()).isEmpty();

    List<Step> steps = StepGraph.of(bench.plan(fleet(2)));
    Map<Step, Long> durations = durations(steps, random);
    long oneAtATime =
        steps.stream()
            .filter(step -> step.works() && step.address().resource().type().equals("es_node"))
            .mapToLong(step -> durations.getOrDefault(step, 0L))
            .sum();
    assertThat(simulate(steps, durations, 8))
        .isLessThanOrEqualTo((long) (MOST * Math.max(oneAtATime, shared(durations, 8))));
  }

  private static String fleet(int size) {
    return """
    resource "thing" "other" {
      count = 100
      name  = "x"
      size  = %1$d
    }
    resource "es_node" "node" {
      count = 10
      name  = "x"
      size  = %1$d
    }
    """
        .formatted(size);
  }

  private static Workbench bench() {
    return new Workbench(new FakeProvider()).withParallelism(PARALLELISM);
  }

  /// Graphs for which the lower bound is reachable. For graphs in which many chains merge, such as
  /// trees, no order comes close to it.
  enum Graph {
    CHAINS,
    RANDOM,
    NEAR,
    LAYERS,
    /// The chain is last in the source, so that a schedule without look-ahead starts it last.
    ONE_LONG_CHAIN;

    /// The earlier blocks that a block refers to.
    List<Integer> needs(int block, Random random) {
      int layer = block / 100 * 100;
      return switch (this) {
        case CHAINS -> block % 10 == 0 ? List.of() : List.of(block - 1);
        case RANDOM -> some(0, block, random);
        case NEAR -> some(Math.max(0, block - 100), block, random);
        case LAYERS -> layer == 0 ? List.of() : some(layer - 100, layer, random);
        case ONE_LONG_CHAIN -> block <= STEPS - 60 ? List.of() : List.of(block - 1);
      };
    }
  }

  /// Up to three of the blocks in a range.
  private static List<Integer> some(int from, int to, Random random) {
    return random
        .ints(random.nextInt(4), 0, Math.max(1, to - from))
        .map(it -> from + it)
        .filter(it -> it < to)
        .distinct()
        .boxed()
        .toList();
  }

  private static String configuration(Graph graph, Random random) {
    var text = new StringBuilder();
    for (int block = 0; block < STEPS; block++) {
      List<String> needs =
          graph.needs(block, random).stream().map(it -> "thing.r%04d.id".formatted(it)).toList();
      text.append(
          "resource \"thing\" \"r%04d\" {\n  name = \"x\"\n  inputs = [%s]\n}\n"
              .formatted(block, String.join(", ", needs)));
    }
    return text.toString();
  }

  private static double ratio(List<Step> steps, int parallelism, Random random) {
    Map<Step, Long> durations = durations(steps, random);
    long least = Math.max(longestPath(steps, durations), shared(durations, parallelism));
    return (double) simulate(steps, durations, parallelism) / least;
  }

  /// Milliseconds by step.
  private static Map<Step, Long> durations(List<Step> steps, Random random) {
    var durations = new HashMap<Step, Long>();
    steps.forEach(step -> durations.put(step, step.works() ? 50L + random.nextInt(451) : 0));
    return durations;
  }

  private static long shared(Map<Step, Long> durations, int parallelism) {
    return durations.values().stream().mapToLong(it -> it).sum() / parallelism;
  }

  private static long longestPath(List<Step> steps, Map<Step, Long> durations) {
    var waiting = new HashMap<Step, Integer>();
    var earliest = new HashMap<Step, Long>();
    steps.forEach(step -> waiting.put(step, step.waitingFor));
    var ready = new ArrayList<>(steps.stream().filter(step -> step.waitingFor == 0).toList());
    long longest = 0;
    while (!ready.isEmpty()) {
      Step step = ready.removeLast();
      long end = earliest.getOrDefault(step, 0L) + durations.getOrDefault(step, 0L);
      longest = Math.max(longest, end);
      for (Step next : step.successors) {
        earliest.merge(next, end, Math::max);
        if (waiting.merge(next, -1, Integer::sum) == 0) {
          ready.add(next);
        }
      }
    }
    return longest;
  }

  /// Simulates a run: starts all ready steps, waits for the next end of a step, and repeats.
  ///
  /// @return the end of the last step
  private static long simulate(List<Step> steps, Map<Step, Long> durations, int parallelism) {
    record Running(Step step, long end) {}
    var schedule = new Schedule(steps, InstantSource.fixed(Instant.EPOCH));
    var running = new PriorityQueue<>(Comparator.comparingLong(Running::end));
    long now = 0;
    int done = 0;
    while (true) {
      for (Step step = schedule.next(running.size() < parallelism);
          step != null;
          step = schedule.next(running.size() < parallelism)) {
        if (step.works()) {
          running.add(new Running(step, now + durations.getOrDefault(step, 0L)));
        } else {
          schedule.done(step);
          done++;
        }
      }
      Running first = running.poll();
      if (first == null) {
        assertThat(done).isEqualTo(steps.size());
        return now;
      }
      now = first.end();
      schedule.done(first.step());
      done++;
    }
  }

  @Test
  void whatMostWorkWaitsForIsFirst() {
    Plan plan =
        bench()
            .plan(
                """
                resource "thing" "a_single" { name = "x" }
                resource "thing" "b_first"  { name = "x" }
                resource "thing" "c_second" { inputs = [thing.b_first.id] }
                resource "thing" "d_third"  { inputs = [thing.c_second.id] }
                """);
    List<Step> steps = StepGraph.of(plan);
    var schedule = new Schedule(steps, InstantSource.fixed(Instant.EPOCH));

    assertThat(IntStream.range(0, 2).mapToObj(_ -> schedule.next(true)))
        .extracting(step -> step == null ? "" : step.address().toString())
        .containsExactly("thing.b_first", "thing.a_single");
  }
}
