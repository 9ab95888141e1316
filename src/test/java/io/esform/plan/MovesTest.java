package io.esform.plan;

import static io.esform.plan.PriorThings.address;
import static io.esform.plan.PriorThings.state;
import static io.esform.plan.PriorThings.thing;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.Dependency;
import io.esform.diag.Diagnostic;
import io.esform.plan.pipeline.Planner.PlanResult;
import io.esform.state.DeposedKey;
import io.esform.state.InstanceState;
import io.esform.state.InstanceState.Status;
import io.esform.state.State;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The effects of `moved` blocks on a state, and their errors.
class MovesTest {

  @Test
  void anObjectIsFollowedToItsNewAddressAndStaysAsItIs() {
    Plan plan =
        PlanFixture.of(thing("b", "x") + moved("thing.a", "thing.b")).on(state("thing.a=x")).plan();

    assertThat(summaries(plan)).containsExactly("thing.b NO_OP from thing.a");
    assertThat(plan.isEmpty()).isFalse();
    assertThat(plan.prior().instances().keySet()).hasToString("[thing.b]");
  }

  @Test
  void aChainIsFollowedToItsEnd() {
    Plan plan =
        PlanFixture.of(moved("thing.b", "thing.c") + moved("thing.a", "thing.b") + thing("c", "x"))
            .on(state("thing.a=x"))
            .plan();

    assertThat(summaries(plan)).containsExactly("thing.c NO_OP from thing.a");
  }

  @Test
  void aWholeResourceMovesWithAllItsKeys() {
    Plan plan =
        PlanFixture.of(
                """
                resource "thing" "b" {
                  count = 2
                  name  = "x${count.index}"
                }
                """
                    + moved("thing.a", "thing.b"))
            .on(state("thing.a[0]=x0", "thing.a[1]=x1"))
            .plan();

    assertThat(summaries(plan))
        .containsExactly("thing.b[0] NO_OP from thing.a[0]", "thing.b[1] NO_OP from thing.a[1]");
  }

  @Test
  void instancesMoveFromNumbersToNames() {
    Plan plan =
        PlanFixture.of(
                """
                resource "thing" "a" {
                  for_each = toset(["k", "l"])
                  name     = each.key
                }
                """
                    + moved("thing.a[0]", "thing.a[\"k\"]")
                    + moved("thing.a[1]", "thing.a[\"l\"]"))
            .on(state("thing.a[0]=k", "thing.a[1]=l"))
            .plan();

    assertThat(summaries(plan))
        .containsExactly(
            "thing.a[\"k\"] NO_OP from thing.a[0]", "thing.a[\"l\"] NO_OP from thing.a[1]");
  }

  @Test
  void aCountThatIsPutInOrTakenOutMovesTheFirstInstance() {
    String counted = "resource \"thing\" \"a\" {\n count = 2\n name = \"x${count.index}\"\n}\n";

    assertThat(summaries(PlanFixture.of(counted).on(state("thing.a=x0")).plan()))
        .containsExactly("thing.a[0] NO_OP from thing.a", "thing.a[1] CREATE");
    assertThat(
            summaries(
                PlanFixture.of(thing("a", "x0"))
                    .on(state("thing.a[0]=x0", "thing.a[1]=x1"))
                    .plan()))
        .containsExactly("thing.a NO_OP from thing.a[0]", "thing.a[1] DELETE");
  }

  @Test
  void anExplicitMoveOfAResourceTakesThePlaceOfTheImpliedOne() {
    Plan plan =
        PlanFixture.of(thing("a", "x1") + moved("thing.a[1]", "thing.a"))
            .on(state("thing.a[0]=x0", "thing.a[1]=x1"))
            .plan();

    assertThat(summaries(plan))
        .containsExactly("thing.a NO_OP from thing.a[1]", "thing.a[0] DELETE");
  }

  @Test
  void objectsMoveIntoAndOutOfModules() {
    Map<String, String> files =
        Map.of(
            "main.esf",
            "module \"m\" { source = \"./m\" }\n"
                + moved("thing.a", "module.m.thing.a")
                + moved("module.m.thing.b", "thing.b")
                + thing("b", "y"),
            "m/main.esf",
            thing("a", "x"));

    Plan plan = PlanFixture.of(files).on(state("thing.a=x", "module.m.thing.b=y")).plan();

    assertThat(summaries(plan))
        .containsExactly(
            "thing.b NO_OP from module.m.thing.b", "module.m.thing.a NO_OP from thing.a");
  }

  @Test
  void aModuleMovesWithAllThatIsInItAndItsInstancesToo() {
    Map<String, String> files =
        Map.of(
            "main.esf",
            "module \"n\" {\n source = \"./m\"\n count = 1\n}\n" + moved("module.m", "module.n[0]"),
            "m/main.esf",
            thing("a", "x") + thing("b", "y"));

    Plan plan = PlanFixture.of(files).on(state("module.m.thing.a=x", "module.m.thing.b=y")).plan();

    assertThat(summaries(plan))
        .containsExactly(
            "module.n[0].thing.a NO_OP from module.m.thing.a",
            "module.n[0].thing.b NO_OP from module.m.thing.b");
  }

  @Test
  void aBlockInAModuleIsObeyedByEachOfItsInstances() {
    Map<String, String> files =
        Map.of(
            "main.esf",
            "module \"m\" {\n source = \"./m\"\n for_each = toset([\"k\", \"l\"])\n name = each.key\n}\n",
            "m/main.esf",
            "variable \"name\" {}\nresource \"thing\" \"b\" { name = var.name }\n"
                + moved("thing.a", "thing.b"));

    Plan plan =
        PlanFixture.of(files)
            .on(state("module.m[\"k\"].thing.a=k", "module.m[\"l\"].thing.a=l"))
            .plan();

    assertThat(summaries(plan))
        .containsExactly(
            "module.m[\"k\"].thing.b NO_OP from module.m[\"k\"].thing.a",
            "module.m[\"l\"].thing.b NO_OP from module.m[\"l\"].thing.a");
  }

  @Test
  void whatHasMovedAndChangedIsUpdatedOrReplacedWhereItIsNow() {
    Plan plan =
        PlanFixture.of(
                "resource \"thing\" \"b\" {\n name = \"x\"\n size = 2\n}\n"
                    + moved("thing.a", "thing.b"))
            .on(state("thing.a=x"))
            .plan();

    assertThat(summaries(plan)).containsExactly("thing.b UPDATE from thing.a");
  }

  @Test
  void whatIsNoLongerWantedAtItsNewAddressIsDestroyedThere() {
    Plan plan = PlanFixture.of(moved("thing.a", "thing.b")).on(state("thing.a=x")).plan();

    assertThat(summaries(plan)).containsExactly("thing.b DELETE from thing.a");
  }

  @Test
  void dependenciesFollow() {
    State prior = state("thing.a=x", "thing.user=u");
    var instances = new TreeMap<>(prior.instances());
    instances.computeIfPresent(
        address("thing.user"),
        (_, it) -> it.withDependencies(List.of(Dependency.on(address("thing.a").resource()))));

    Plan plan =
        PlanFixture.of(thing("b", "x") + moved("thing.a", "thing.b"))
            .on(prior.withInstances(instances))
            .plan();

    assertThat(plan.changes().getLast().dependencies()).hasToString("[thing.b]");
  }

  @Test
  void whatWasHalfMadeUnderItsFormerAddressIsReplaced() {
    State prior = state("thing.a=x");
    var instances = new TreeMap<>(prior.instances());
    instances.computeIfPresent(address("thing.a"), (_, it) -> it.withStatus(Status.INTERRUPTED));

    Plan plan =
        PlanFixture.of(thing("b", "x") + moved("thing.a", "thing.b"))
            .on(prior.withInstances(instances))
            .plan();

    assertThat(summaries(plan)).containsExactly("thing.b REPLACE from thing.a");
  }

  @Test
  void aNewObjectAtAnAddressThatAnotherLeftCountsOnFromIt() {
    State prior = state("thing.a=x");

    Plan plan = PlanFixture.of(thing("b", "x") + moved("thing.a", "thing.b")).on(prior).plan();
    Plan next = PlanFixture.of(thing("a", "y") + thing("b", "x")).on(plan.prior()).plan();

    assertThat(next.changes().getFirst().address()).hasToString("thing.a");
    assertThat(next.changes().getFirst().generation()).isEqualTo(2);
  }

  @Test
  void deposedObjectsMoveAlong() {
    State prior = state("thing.a=x");
    var deposed = new TreeMap<DeposedKey, InstanceState>();
    deposed.put(new DeposedKey(address("thing.a"), 1), prior.instances().firstEntry().getValue());

    Plan plan =
        PlanFixture.of(thing("b", "x") + moved("thing.a", "thing.b"))
            .on(
                new State(
                    prior.serial(), prior.lineage(), prior.outputs(), prior.instances(), deposed))
            .plan();

    assertThat(plan.prior().deposed().keySet()).hasToString("[thing.b (deposed, generation 1)]");
  }

  @Test
  void aMoveToAnAddressThatIsTakenIsNotDoneAndSaid() {
    PlanFixture fixture =
        PlanFixture.of(thing("b", "y") + moved("thing.a", "thing.b"))
            .on(state("thing.a=x", "thing.b=y"));

    PlanResult result = fixture.run();

    assertThat(summaries(fixture.plan())).containsExactly("thing.a DELETE", "thing.b NO_OP");
    assertThat(result.diagnostics().all())
        .extracting(Diagnostic::summary)
        .containsExactly("Object not moved");
  }

  @Test
  void ofTwoThatEndAtOneAddressTheNearerOneGetsIt() {
    PlanFixture fixture =
        PlanFixture.of(thing("c", "y") + moved("thing.a", "thing.b") + moved("thing.b", "thing.c"))
            .on(state("thing.a=x", "thing.b=y"));

    assertThat(summaries(fixture.plan()))
        .containsExactly("thing.a DELETE", "thing.c NO_OP from thing.b");
  }

  @Test
  void anInstanceThatIsStillAskedForCannotHaveMoved() {
    assertThat(
            PlanFixture.of(
                    "resource \"thing\" \"a\" {\n count = 2\n name = \"x${count.index}\"\n}\n"
                        + moved("thing.a[1]", "thing.b"))
                .errors())
        .containsExactly("Moved object still declared @ main.esf:5:1");
  }

  @Test
  void blocksThatAreOutOfUseDoNothing() {
    Plan plan =
        PlanFixture.of(thing("b", "x") + moved("thing.a", "thing.b")).on(state("thing.b=x")).plan();

    assertThat(summaries(plan)).containsExactly("thing.b NO_OP");
    assertThat(plan.isEmpty()).isTrue();
  }

  private static String moved(String from, String to) {
    return "moved {\n  from = %s\n  to   = %s\n}\n".formatted(from, to);
  }

  /// Each change as `address ACTION from origin`.
  private static List<String> summaries(Plan plan) {
    return plan.changes().stream()
        .map(change ->
            change.address()
                + " "
                + change.action()
                + (change.priorObject() instanceof PriorObject.Moved(var from)
                    ? " from " + from
                    : ""))
        .toList();
  }
}
