package io.esform.apply;

import static io.esform.apply.ApplyResults.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.plan.Change;
import io.esform.plan.Plan;
import io.esform.plan.PriorObject;
import io.esform.plan.Reason;
import io.esform.state.State;
import io.esform.testing.FakeProvider;
import io.esform.testing.FakeProvider.Ending;
import io.esform.testing.Workbench;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Replacements that create before they destroy.
class CreateFirstTest {

  private final FakeProvider provider = new FakeProvider();
  private final Workbench workbench = new Workbench(provider);

  /// `b` uses `a` and is updated when it changes.
  private static String used(String name) {
    return """
    resource "thing" "a" {
      name = "%s"
      lifecycle { create_before_destroy = true }
    }
    resource "thing" "b" { inputs = [thing.a.id] }
    """
        .formatted(name);
  }

  /// `b` is replaced with `a`, and creates before it destroys.
  private static String needed(String name, String lifecycleOfNeeded) {
    return """
    resource "thing" "a" {
      name = "%s"
      %s
    }
    resource "thing" "b" {
      name = thing.a.id
      lifecycle { create_before_destroy = true }
    }
    """
        .formatted(name, lifecycleOfNeeded);
  }

  private static List<String> objects(State state) {
    return java.util.stream.Stream.concat(
            state.instances().entrySet().stream()
                .map(it -> it.getKey() + " generation " + it.getValue().generation()),
            state.deposed().keySet().stream().map(Object::toString))
        .toList();
  }

  private void assertNothingLeftToDo(String text) {
    assertThat(workbench.plan(text).isEmpty()).isTrue();
    assertThat(provider.world()).hasSameSizeAs(workbench.backend().kept().instances());
    assertThat(workbench.backend().kept().deposed()).isEmpty();
  }

  @Test
  void theNewOneIsMadeThenWhoUsesItIsUpdatedThenTheOldOneGoes() {
    workbench.apply(used("one"));
    provider.forgetCalls();

    ApplyResult result = workbench.apply(used("two"));

    assertThat(errors(result)).isEmpty();
    assertThat(provider.calls())
        .containsExactly(
            "+create thing.a", "-create thing.a",
            "+update thing.b", "-update thing.b",
            "+delete thing.a", "-delete thing.a");
    assertThat(result.added()).isEqualTo(1);
    assertThat(result.destroyed()).isEqualTo(1);
    assertThat(objects(result.state()))
        .containsExactly("thing.a generation 2", "thing.b generation 1");
    assertNothingLeftToDo(used("two"));
  }

  @Test
  void anOldOneThatCannotBeDeletedIsDeposedAndGoesWithTheNextRun() {
    workbench.apply(used("one"));
    provider.failOn("delete thing.a", Ending.REFUSED);

    ApplyResult result = workbench.apply(used("two"));

    assertThat(objects(result.state()))
        .containsExactly(
            "thing.a generation 2", "thing.b generation 1", "thing.a (deposed, generation 1)");
    provider.heal();
    Plan plan = workbench.plan(used("two"));
    assertThat(plan.isEmpty()).isFalse();
    Change deletion = plan.changes().get(1);
    assertThat(deletion.reason()).isEqualTo(Reason.DEPOSED);
    assertThat(deletion.priorObject()).isEqualTo(new PriorObject.Deposed(1));
    workbench.apply(plan);
    assertThat(provider.calls()).containsExactly("+delete thing.a", "-delete thing.a");
    assertNothingLeftToDo(used("two"));
  }

  @Test
  void anOldOneThatIsGoneLeavesTheStateWithoutACallAndARefreshSaysSo() {
    workbench.apply(used("one"));
    provider.failOn("delete thing.a", Ending.REFUSED);
    workbench.apply(used("two"));
    provider.heal();
    provider.world().remove("id-1");

    Plan refresh = workbench.planRefresh(used("two"));
    assertThat(refresh.isEmpty()).isFalse();
    assertThat(refresh.drift())
        .singleElement()
        .satisfies(drift -> {
          assertThat(drift.display()).isEqualTo("thing.a (deposed, generation 1)");
          assertThat(drift.after()).isNull();
        });
    assertThat(workbench.plan(used("two")).isEmpty()).isTrue();
    workbench.apply(used("two"));

    assertThat(provider.calls()).isEmpty();
    assertNothingLeftToDo(used("two"));
  }

  @Test
  void theOldOneStaysAsLongAsWhoUsesItCannotBeUpdated() {
    workbench.apply(used("one"));
    provider.failOn("update thing.b", Ending.REFUSED);

    ApplyResult result = workbench.apply(used("two"));

    assertThat(result.notDone().stream().map(it -> it.address() + ": " + it.reason()))
        .containsExactly("thing.a: its old object still exists, because thing.b failed");
    assertThat(provider.world()).hasSize(3);
    provider.heal();
    workbench.apply(used("two"));
    assertThat(provider.calls())
        .containsExactly(
            "+update thing.b", "-update thing.b", "+delete thing.a", "-delete thing.a");
    assertNothingLeftToDo(used("two"));
  }

  @Test
  void theOldOneStaysCurrentWhenTheNewOneCannotBeMade() {
    for (Ending ending : List.of(Ending.REFUSED, Ending.HALF_MADE, Ending.CRASH, Ending.LIE)) {
      workbench.apply(used("one"));
      provider.failOn("create thing.a", ending);

      ApplyResult result = workbench.apply(used("two"));

      assertThat(errors(result)).as(ending.name()).hasSize(1);
      assertThat(result.state().instances().values())
          .extracting(it -> it.attributes().get("name"))
          .as(ending.name())
          .contains(io.esform.value.Value.of("one"));
      assertThat(result.state().deposed()).hasSize(ending == Ending.REFUSED ? 0 : 1);
      provider.heal();
      assertThat(errors(workbench.apply(used("two")))).isEmpty();
      assertNothingLeftToDo(used("two"));
      workbench.apply(workbench.planDestroy(used("two")));
    }
  }

  @Test
  void aRunThatIsKilledWhileMakingTheNewOneLosesNeither() {
    for (int writes = 0; writes < 12; writes++) {
      workbench.apply(used("one"));
      workbench.backend().killAfter(writes);
      workbench.apply(used("two"));
      workbench.backend().revive();

      assertThat(errors(workbench.apply(used("two")))).as("killed after " + writes).isEmpty();

      assertNothingLeftToDo(used("two"));
      workbench.apply(workbench.planDestroy(used("two")));
      assertThat(provider.world()).isEmpty();
    }
  }

  @Test
  void whatAnEarlyObjectNeedsIsCreatedFirstToo() {
    workbench.apply(needed("one", ""));
    provider.forgetCalls();

    Plan plan = workbench.plan(needed("two", ""));
    assertThat(plan.changes()).allMatch(it -> it.replacement().createFirst());
    workbench.apply(plan);

    assertThat(provider.calls())
        .containsExactly(
            "+create thing.a", "-create thing.a",
            "+create thing.b", "-create thing.b",
            "+delete thing.b", "-delete thing.b",
            "+delete thing.a", "-delete thing.a");
    assertNothingLeftToDo(needed("two", ""));
  }

  @Test
  void destroyingTakesTheDeposedWithIt() {
    workbench.apply(used("one"));
    provider.failOn("delete thing.a", Ending.REFUSED);
    workbench.apply(used("two"));
    provider.heal();

    ApplyResult result = workbench.apply(workbench.planDestroy(used("two")));

    assertThat(result.destroyed()).isEqualTo(3);
    assertThat(provider.world()).isEmpty();
    assertThat(result.state().isEmpty()).isTrue();
  }

  @Test
  void anUpdateOfTheCurrentObjectLeavesANewerDeposedOneAlone() {
    workbench.apply(used("one"));
    provider.failOn("create thing.a", Ending.HALF_MADE);
    workbench.apply(used("two"));
    provider.heal();
    String grown = used("one").replace("name", "size = 5\nname");

    ApplyResult result = workbench.apply(grown);

    assertThat(objects(result.state()))
        .containsExactly("thing.a generation 1", "thing.b generation 1");
    assertThat(provider.world()).hasSize(2);
    assertNothingLeftToDo(grown);
  }

  @Test
  void everyReplacementHasATokenOfItsOwn() {
    workbench.apply(used("one"));
    provider.failOn("create thing.a", Ending.HALF_MADE);
    workbench.apply(used("two"));
    provider.heal();

    ApplyResult result = workbench.apply(used("two"));

    assertThat(objects(result.state())).contains("thing.a generation 3");
    assertThat(provider.world()).containsOnlyKeys("id-2", "id-4");
  }
}
