package io.esform.plan;

import static io.esform.plan.PriorThings.state;
import static io.esform.plan.PriorThings.thing;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The moves that a plan proposes.
class MoveProposalsTest {

  @Test
  void aBlockUnderAnotherNameWithTheSameArgumentsIsProposed() {
    assertThat(proposals(PlanFixture.of(thing("b", "x")).on(state("thing.a=x"))))
        .containsExactly("thing.a -> thing.b");
  }

  @Test
  void otherArgumentsAreNotProposed() {
    assertThat(proposals(PlanFixture.of(thing("b", "y")).on(state("thing.a=x")))).isEmpty();
  }

  @Test
  void nothingIsProposedForWhatStays() {
    assertThat(
            proposals(
                PlanFixture.of(
                        thing("a", "x")
                            + "resource \"thing\" \"b\" {\n name = \"y\"\n size = 1\n}\n")
                    .on(state("thing.a=x"))))
        .isEmpty();
  }

  @Test
  void aResourceIsProposedAsAWholeWhenItsKeysAreTheSame() {
    assertThat(
            proposals(
                PlanFixture.of(
                        """
                        resource "thing" "b" {
                          count = 2
                          name  = "x${count.index}"
                        }
                        """)
                    .on(state("thing.a[0]=x0", "thing.a[1]=x1"))))
        .containsExactly("thing.a -> thing.b");
  }

  @Test
  void instancesThatGetNamesForNumbersAreProposedOneByOne() {
    assertThat(
            proposals(
                PlanFixture.of(
                        """
                        resource "thing" "a" {
                          for_each = toset(["x0", "x1"])
                          name     = each.key
                        }
                        """)
                    .on(state("thing.a[0]=x0", "thing.a[1]=x1"))))
        .containsExactly("thing.a[0] -> thing.a[\"x0\"]", "thing.a[1] -> thing.a[\"x1\"]");
  }

  @Test
  void whatLooksAlikeIsNotProposedUnlessTheNameTells() {
    PlanFixture one = PlanFixture.of(thing("c", "x"));

    assertThat(proposals(one.on(state("thing.a=x", "thing.b=x")))).isEmpty();
    assertThat(proposals(one.on(state("module.m.thing.c=x", "thing.b=x"))))
        .containsExactly("module.m.thing.c -> thing.c");
  }

  @Test
  void aModuleUnderAnotherNameIsProposedAsAWhole() {
    Map<String, String> files =
        Map.of(
            "main.esf",
            "module \"n\" { source = \"./m\" }\n",
            "m/main.esf",
            thing("a", "x") + thing("b", "y"));

    assertThat(
            proposals(PlanFixture.of(files).on(state("module.m.thing.a=x", "module.m.thing.b=y"))))
        .containsExactly("module.m -> module.n");
  }

  @Test
  void aModuleOfWhichSomethingIsLeftBehindIsNotProposedAsAWhole() {
    Map<String, String> files =
        Map.of("main.esf", "module \"n\" { source = \"./m\" }\n", "m/main.esf", thing("a", "x"));

    assertThat(
            proposals(PlanFixture.of(files).on(state("module.m.thing.a=x", "module.m.thing.z=z"))))
        .containsExactly("module.m.thing.a -> module.n.thing.a");
  }

  @Test
  void whatIsNotKnownYetDoesNotStandInTheWay() {
    assertThat(
            proposals(
                PlanFixture.of(
                        thing("new", "n")
                            + "resource \"thing\" \"b\" {\n name = \"x\"\n inputs = [thing.new.id]\n}\n")
                    .on(state("thing.a=x"))))
        .containsExactly("thing.a -> thing.b");
  }

  @Test
  void theProposedBlockKeepsTheObject() {
    PlanFixture renamed = PlanFixture.of(thing("b", "x")).on(state("thing.a=x"));
    String block = renamed.plan().proposals().getFirst().block();

    Plan plan = PlanFixture.of(thing("b", "x") + block + "\n").on(state("thing.a=x")).plan();

    assertThat(plan.count(Action.NO_OP)).isEqualTo(1);
    assertThat(plan.changes()).hasSize(1);
  }

  private static List<String> proposals(PlanFixture fixture) {
    return fixture.plan().proposals().stream().map(it -> it.from() + " -> " + it.to()).toList();
  }
}
