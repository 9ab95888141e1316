package io.esform.plan;

import static io.esform.plan.PriorThings.state;
import static io.esform.plan.PriorThings.thing;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.state.State;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The effects of `removed` blocks.
class RemovalsTest {

  private static final String FORGET =
      "removed {\n  from = %s\n  lifecycle {\n    destroy = false\n  }\n}\n";

  @Test
  void whatIsRemovedWithoutDestroyingIsForgotten() {
    assertThat(
            summaries(
                PlanFixture.of(FORGET.formatted("thing.a") + thing("b", "y"))
                    .on(state("thing.a[0]=x", "thing.a[1]=z", "thing.b=y"))))
        .containsExactly("thing.a[0] FORGET", "thing.a[1] FORGET", "thing.b NO_OP");
  }

  @Test
  void aNewObjectWhereOneWasForgottenCountsOnFromIt() {
    Plan plan = PlanFixture.of(FORGET.formatted("thing.a")).on(state("thing.a=x")).plan();
    State after = plan.prior().withInstances(new TreeMap<>());

    Plan next = PlanFixture.of(thing("a", "x")).on(after).plan();

    assertThat(next.changes().getFirst().generation()).isEqualTo(2);
  }

  @Test
  void withoutALifecycleItIsDestroyed() {
    assertThat(summaries(PlanFixture.of("removed {\n from = thing.a\n}\n").on(state("thing.a=x"))))
        .containsExactly("thing.a DELETE");
  }

  @Test
  void aModuleIsForgottenWithAllThatIsInIt() {
    assertThat(
            summaries(
                PlanFixture.of(FORGET.formatted("module.m"))
                    .on(state("module.m[0].thing.a=x", "module.m[0].module.n.thing.b=y"))))
        .containsExactly("module.m[0].thing.a FORGET", "module.m[0].module.n.thing.b FORGET");
  }

  @Test
  void aBlockInAModuleIsAboutThatModule() {
    Map<String, String> files =
        Map.of(
            "main.esf",
            "module \"m\" { source = \"./m\" }\n",
            "m/main.esf",
            FORGET.formatted("thing.a"));

    assertThat(summaries(PlanFixture.of(files).on(state("module.m.thing.a=x", "thing.a=y"))))
        .containsExactly("thing.a DELETE", "module.m.thing.a FORGET");
  }

  @Test
  void destroyingEverythingForgetsItToo() {
    assertThat(
            summaries(
                PlanFixture.of(FORGET.formatted("thing.a"))
                    .on(state("thing.a=x", "thing.b=y"))
                    .destroying()))
        .containsExactly("thing.a FORGET", "thing.b DELETE");
  }

  private static List<String> summaries(PlanFixture fixture) {
    return fixture.plan().changes().stream().map(it -> it.address() + " " + it.action()).toList();
  }
}
