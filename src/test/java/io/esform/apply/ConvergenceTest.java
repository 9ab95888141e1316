package io.esform.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import io.esform.testing.FakeProvider;
import io.esform.testing.FakeProvider.Ending;
import io.esform.testing.Workbench;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/// Whatever fails on the way and wherever a run is killed, the next runs that do not fail bring up
/// what is asked for, and nothing else is left behind.
class ConvergenceTest {

  private static final int RUNS = 4;
  private static final int BLOCKS = 7;

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void failuresOnTheWayLeaveNoTrace(@ForAll long seed) {
    var random = new Random(seed);
    var provider = new FakeProvider();
    var workbench = new Workbench(provider).withParallelism(1 + random.nextInt(6));
    String text = "";
    for (int run = 0; run < RUNS; run++) {
      text = configuration(random);
      long failures = random.nextLong();
      provider.endWith(call -> ending(new Random(failures ^ call.hashCode())));
      if (random.nextBoolean()) {
        workbench.backend().killAfter(random.nextInt(20));
      }
      workbench.apply(text);
      workbench.backend().revive();
    }
    provider.endWith(_ -> Ending.GOOD);

    ApplyResult result = workbench.apply(text);

    assertThat(result.diagnostics().all().stream().filter(Diagnostic::isError)).isEmpty();
    assertThat(result.notDone()).isEmpty();
    assertThat(workbench.plan(text).isEmpty()).isTrue();
    assertThat(provider.world()).hasSameSizeAs(result.state().instances());
    workbench.apply(workbench.planDestroy(text));
    assertThat(provider.world()).isEmpty();
    assertThat(workbench.backend().kept().isEmpty()).isTrue();
  }

  private static Ending ending(Random random) {
    Ending[] all = Ending.values();
    return random.nextInt(4) == 0 ? all[random.nextInt(all.length)] : Ending.GOOD;
  }

  /// Some of the blocks, each needing some before it in an order that differs from run to run.
  private static String configuration(Random random) {
    boolean backwards = random.nextBoolean();
    List<Integer> blocks =
        IntStream.range(0, BLOCKS)
            .map(it -> backwards ? BLOCKS - 1 - it : it)
            .filter(_ -> random.nextInt(5) > 0)
            .boxed()
            .toList();
    return IntStream.range(0, blocks.size())
        .mapToObj(at -> block(blocks.get(at), blocks.subList(0, at), random))
        .collect(Collectors.joining("\n"));
  }

  private static String block(int number, List<Integer> earlier, Random random) {
    String needs =
        earlier.stream()
            .filter(_ -> random.nextInt(3) == 0)
            .map(it -> type(it) + ".b" + it + (random.nextBoolean() ? "[*].id" : "[0].id"))
            .collect(Collectors.joining(", "));
    return """
    resource "%s" "b%d" {
      count  = %d
      name   = "%d"
      size   = %d
      any    = [%s]
    }
    """
        .formatted(
            type(number),
            number,
            1 + random.nextInt(3),
            random.nextInt(2),
            random.nextInt(3),
            needs);
  }

  private static String type(int number) {
    return number % 2 == 0 ? "thing" : "es_node";
  }
}
