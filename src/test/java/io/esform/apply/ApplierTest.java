package io.esform.apply;

import static io.esform.apply.ApplyResults.errors;
import static io.esform.apply.ApplyResults.instances;
import static io.esform.apply.ApplyResults.notDone;
import static io.esform.apply.ApplyResults.thing;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.state.InstanceState;
import io.esform.testing.Await;
import io.esform.testing.FakeProvider;
import io.esform.testing.FakeProvider.Ending;
import io.esform.testing.Workbench;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApplierTest {

  private final FakeProvider provider = new FakeProvider();

  private final Workbench workbench = new Workbench(provider);

  private static final String CHAIN =
      """
      resource "thing" "a" { size = 1 }
      resource "thing" "b" { inputs = [thing.a.id] }
      resource "thing" "c" { inputs = [thing.b.id] }
      resource "thing" "d" { size = 4 }
      output "last" { value = thing.c.id }
      """;

  private void assertInOrder(String... calls) {
    assertThat(provider.calls()).containsSubsequence(calls);
  }

  @Test
  void whatIsNeededComesFirstAndWhatBecomesKnownIsUsed() {
    ApplyResult result = workbench.apply(CHAIN);

    assertThat(errors(result)).isEmpty();
    assertThat(result.added()).isEqualTo(4);
    assertInOrder("-create thing.a", "+create thing.b", "-create thing.b", "+create thing.c");
    assertThat(result.state().outputs().get("last"))
        .isEqualTo(thing(result.state(), "thing.c").attributes().get("id"));
    assertThat(workbench.backend().kept()).isEqualTo(result.state());
    assertThat(workbench.plan(CHAIN).isEmpty()).isTrue();
  }

  @Test
  void aFailureStopsOnlyWhatDependsOnIt() {
    provider.failOn("create thing.b", Ending.REFUSED);

    ApplyResult result = workbench.apply(CHAIN);

    assertThat(errors(result)).containsExactly("Call refused");
    assertThat(instances(result.state())).containsExactly("thing.a READY", "thing.d READY");
    assertThat(notDone(result)).containsExactly("thing.c: thing.b failed");
    provider.heal();
    assertThat(workbench.apply(CHAIN).added()).isEqualTo(2);
    assertThat(workbench.plan(CHAIN).isEmpty()).isTrue();
  }

  @Test
  void aHalfMadeObjectIsTaintedAndReplacedByTheNextRun() {
    for (Ending ending : List.of(Ending.HALF_MADE, Ending.LIE)) {
      provider.failOn("create thing.b", ending);
      ApplyResult result = workbench.apply(CHAIN);
      assertThat(instances(result.state())).contains("thing.b TAINTED");
      provider.heal();
      ApplyResult mended = workbench.apply(CHAIN);
      assertThat(errors(mended)).isEmpty();
      assertInOrder("-delete thing.b", "+create thing.b");
      assertThat(provider.world()).hasSize(4);
      workbench.apply(workbench.planDestroy(CHAIN));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CRASH", "BREAKDOWN"})
  void anObjectWhoseProviderFellOverIsCarriedOnByTheNextRun(Ending ending) {
    provider.failOn("create thing.b", ending);
    ApplyResult result = workbench.apply(CHAIN);
    assertThat(errors(result)).containsExactly("Provider failed");
    assertThat(instances(result.state())).contains("thing.b INTERRUPTED");
    provider.heal();

    assertThat(errors(workbench.apply(CHAIN))).isEmpty();

    assertThat(provider.calls()).startsWith("+create thing.b", "-create thing.b");
    assertThat(provider.world()).hasSize(4);
  }

  @Test
  void aProviderThatBreaksItsPromiseIsNamed() {
    provider.failOn("create thing.a", Ending.LIE);

    ApplyResult result = workbench.apply("resource \"thing\" \"a\" { size = 3 }");

    assertThat(result.diagnostics().all())
        .singleElement()
        .satisfies(it -> {
          assertThat(it.summary()).isEqualTo("Provider produced inconsistent result after apply");
          assertThat(it.detail()).contains("\"fake\"", "size");
          assertThat(it.address()).isEqualTo("thing.a");
        });
  }

  @Test
  void destroyGoesAgainstTheDependenciesAndLeavesNothing() {
    workbench.apply(CHAIN);
    provider.forgetCalls();

    ApplyResult result = workbench.apply(workbench.planDestroy(CHAIN));

    assertThat(errors(result)).isEmpty();
    assertThat(result.destroyed()).isEqualTo(4);
    assertInOrder("-delete thing.c", "+delete thing.b", "-delete thing.b", "+delete thing.a");
    assertThat(result.state().isEmpty()).isTrue();
    assertThat(provider.world()).isEmpty();
  }

  @Test
  void aFailedDeletionKeepsWhatTheObjectNeeds() {
    workbench.apply(CHAIN);
    provider.failOn("delete thing.b", Ending.REFUSED);

    ApplyResult result = workbench.apply(workbench.planDestroy(CHAIN));

    assertThat(instances(result.state())).containsExactly("thing.a READY", "thing.b READY");
    assertThat(notDone(result)).containsExactly("thing.a: thing.b failed");
    assertThat(result.destroyed()).isEqualTo(2);
  }

  @Test
  void aReplacementDeletesDependentsFirstAndIsToldInHalves() {
    workbench.apply(
        """
        resource "thing" "a" { name = "one" }
        resource "thing" "b" { name = thing.a.id }
        """);
    provider.forgetCalls();
    var lines = new ArrayList<String>();
    workbench.listening(new RecordedProgress(lines));

    ApplyResult result =
        workbench.apply(
            """
            resource "thing" "a" { name = "two" }
            resource "thing" "b" { name = thing.a.id }
            """);

    assertThat(errors(result)).isEmpty();
    assertInOrder(
        "-delete thing.b",
        "+delete thing.a",
        "-delete thing.a",
        "+create thing.a",
        "-create thing.a",
        "+create thing.b");
    assertThat(lines)
        .containsSubsequence("started thing.a DELETE", "finished thing.a DELETE null")
        .containsSubsequence("started thing.a CREATE", "message thing.a waiting for id-3");
    assertThat(result.added()).isEqualTo(2);
    assertThat(result.destroyed()).isEqualTo(2);
    assertThat(thing(result.state(), "thing.a").generation()).isEqualTo(2);
  }

  @Test
  void whatIsRemovedGoesAfterThoseWhoUsedItHaveBeenUpdated() {
    workbench.apply(
        """
        resource "thing" "a" {}
        resource "thing" "b" { inputs = [thing.a.id] }
        """);
    provider.forgetCalls();

    workbench.apply("resource \"thing\" \"b\" { inputs = [] }");

    assertInOrder("-update thing.b", "+delete thing.a");
  }

  @Test
  void noMoreStepsRunAtOnceThanAllowed() {
    var three = new CountDownLatch(3);
    provider.whileWorking(() -> {
      three.countDown();
      Await.latch(three);
      Await.othersHadTheirTurn();
    });

    workbench.withParallelism(3).apply("resource \"thing\" \"a\" { count = 20 }");

    assertThat(provider.mostRunning()).isEqualTo(3);
  }

  @Test
  void aCancelledRunFinishesWhatRunsAndStartsNothingMore() {
    provider.whileWorking(() -> workbench.cancellation().request());

    ApplyResult result = workbench.apply(CHAIN);

    assertThat(errors(result)).isEmpty();
    assertThat(instances(result.state())).contains("thing.a READY");
    assertThat(notDone(result))
        .contains("thing.b: the run was stopped", "thing.c: the run was stopped");
    assertThat(workbench.backend().kept().instances()).isEqualTo(result.state().instances());
  }

  @Test
  void aReplacementThatIsStoppedBetweenItsHalvesSaysSo() {
    String text = "resource \"thing\" \"a\" { name = \"%s\" }\n";
    workbench.apply(text.formatted("a"));
    provider.whileWorking(() -> workbench.cancellation().request());

    ApplyResult result = workbench.apply(text.formatted("b"));

    assertThat(errors(result)).isEmpty();
    assertThat(notDone(result))
        .containsExactly(
            "thing.a: its old object is destroyed and the new one is not created, because the run was stopped");
  }

  @Test
  void secretsStayMarkedInTheState() {
    ApplyResult result =
        workbench.apply("resource \"thing\" \"a\" {\n secret = \"x\"\n any = sensitive(\"y\")\n}");

    InstanceState state = thing(result.state(), "thing.a");
    assertThat(state.attributes().attributes())
        .containsEntry("secret", Value.sensitive(Value.of("x")))
        .containsEntry("any", Value.sensitive(Value.of("y")));
    assertThat(state.dynamicAttributes()).containsExactly("any");
  }
}
