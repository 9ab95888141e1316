package io.esform.apply;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.plan.Action;
import io.esform.state.InstanceState;
import io.esform.state.JournalRecord;
import io.esform.state.State;
import io.esform.testing.Await;
import io.esform.testing.FakeProvider;
import io.esform.testing.FakeProvider.Ending;
import io.esform.testing.InMemoryBackend;
import io.esform.testing.Workbench;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
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

  private void failOn(String call, Ending ending) {
    provider.endWith(it -> it.equals(call) ? ending : Ending.GOOD);
  }

  private void heal() {
    provider.endWith(_ -> Ending.GOOD);
    provider.forgetCalls();
  }

  private static List<String> errors(Diagnostics diagnostics) {
    return diagnostics.all().stream().filter(Diagnostic::isError).map(Diagnostic::summary).toList();
  }

  private static List<String> instances(State state) {
    return state.instances().entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue().status())
        .toList();
  }

  private static List<String> notDone(ApplyResult result) {
    return result.notDone().stream().map(it -> it.address() + ": " + it.reason()).toList();
  }

  private void assertInOrder(String... calls) {
    assertThat(provider.calls()).containsSubsequence(calls);
  }

  @Test
  void whatIsNeededComesFirstAndWhatBecomesKnownIsUsed() {
    ApplyResult result = workbench.apply(CHAIN);

    assertThat(errors(result.diagnostics())).isEmpty();
    assertThat(result.added()).isEqualTo(4);
    assertInOrder("-create thing.a", "+create thing.b", "-create thing.b", "+create thing.c");
    assertThat(result.state().outputs().get("last"))
        .isEqualTo(thing(result.state(), "thing.c").attributes().get("id"));
    assertThat(workbench.backend().kept()).isEqualTo(result.state());
    assertThat(workbench.plan(CHAIN).isEmpty()).isTrue();
  }

  private static InstanceState thing(State state, String address) {
    return state.instances().entrySet().stream()
        .filter(entry -> entry.getKey().toString().equals(address))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  @Test
  void aFailureStopsOnlyWhatDependsOnIt() {
    failOn("create thing.b", Ending.REFUSED);

    ApplyResult result = workbench.apply(CHAIN);

    assertThat(errors(result.diagnostics())).containsExactly("Call refused");
    assertThat(instances(result.state())).containsExactly("thing.a READY", "thing.d READY");
    assertThat(notDone(result)).containsExactly("thing.c: thing.b failed");
    heal();
    assertThat(workbench.apply(CHAIN).added()).isEqualTo(2);
    assertThat(workbench.plan(CHAIN).isEmpty()).isTrue();
  }

  @Test
  void aHalfMadeObjectIsTaintedAndReplacedByTheNextRun() {
    for (Ending ending : List.of(Ending.HALF_MADE, Ending.LIE)) {
      failOn("create thing.b", ending);
      ApplyResult result = workbench.apply(CHAIN);
      assertThat(instances(result.state())).contains("thing.b TAINTED");
      heal();
      ApplyResult mended = workbench.apply(CHAIN);
      assertThat(errors(mended.diagnostics())).isEmpty();
      assertInOrder("-delete thing.b", "+create thing.b");
      assertThat(provider.world()).hasSize(4);
      workbench.apply(workbench.planDestroy(CHAIN));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CRASH", "BREAKDOWN"})
  void anObjectWhoseProviderFellOverIsCarriedOnByTheNextRun(Ending ending) {
    failOn("create thing.b", ending);
    ApplyResult result = workbench.apply(CHAIN);
    assertThat(errors(result.diagnostics())).containsExactly("Provider failed");
    assertThat(instances(result.state())).contains("thing.b INTERRUPTED");
    heal();

    assertThat(errors(workbench.apply(CHAIN).diagnostics())).isEmpty();

    assertThat(provider.calls()).startsWith("+create thing.b", "-create thing.b");
    assertThat(provider.world()).hasSize(4);
  }

  @Test
  void aProviderThatBreaksItsPromiseIsNamed() {
    failOn("create thing.a", Ending.LIE);

    ApplyResult result = workbench.apply("resource \"thing\" \"a\" { size = 3 }");

    assertThat(result.diagnostics().all())
        .singleElement()
        .satisfies(it -> {
          assertThat(it.summary()).isEqualTo("Provider broke its promise");
          assertThat(it.detail()).contains("\"fake\"", "size");
          assertThat(it.address()).isEqualTo("thing.a");
        });
  }

  private static String checked(String condition) {
    return """
    resource "thing" "a" {
      size = 1
      lifecycle {
        postcondition {
          condition     = %s
          error_message = "It is ${self.id}."
        }
      }
    }
    resource "thing" "b" { inputs = [thing.a.id] }
    """
        .formatted(condition);
  }

  @Test
  void aBrokenPostconditionStopsWhatDependsOnTheObjectAndLeavesItWhole() {
    ApplyResult result = workbench.apply(checked("self.id == \"other\""));

    assertThat(errors(result.diagnostics())).containsExactly("Postcondition failed");
    assertThat(result.diagnostics().all().getFirst().detail())
        .startsWith("It is id-1.")
        .contains("main.esf:4:5");
    assertThat(instances(result.state())).containsExactly("thing.a READY");
    assertThat(notDone(result)).containsExactly("thing.b: thing.a failed");
    assertThat(workbench.apply(checked("self.id == \"id-1\"")).added()).isEqualTo(1);
  }

  private static String conditioned(String kind) {
    return """
    resource "thing" "a" {}
    resource "thing" "b" {
      name = "b"
      lifecycle {
        %s {
          condition     = thing.a.id == ""
          error_message = "No."
        }
      }
    }
    resource "thing" "c" { name = thing.b.name }
    """
        .formatted(kind);
  }

  @Test
  void conditionsThatBecomeKnownWhileApplyingAreCheckedThen() {
    for (String kind : List.of("precondition", "postcondition")) {
      ApplyResult result = workbench.apply(conditioned(kind));

      assertThat(errors(result.diagnostics())).containsExactly("P" + kind.substring(1) + " failed");
      assertThat(notDone(result)).containsExactly("thing.c: thing.b failed");
      workbench.apply(workbench.planDestroy(""));
    }
  }

  @Test
  void destroyGoesAgainstTheDependenciesAndLeavesNothing() {
    workbench.apply(CHAIN);
    provider.forgetCalls();

    ApplyResult result = workbench.apply(workbench.planDestroy(CHAIN));

    assertThat(errors(result.diagnostics())).isEmpty();
    assertThat(result.destroyed()).isEqualTo(4);
    assertInOrder("-delete thing.c", "+delete thing.b", "-delete thing.b", "+delete thing.a");
    assertThat(result.state().isEmpty()).isTrue();
    assertThat(provider.world()).isEmpty();
  }

  @Test
  void aFailedDeletionKeepsWhatTheObjectNeeds() {
    workbench.apply(CHAIN);
    failOn("delete thing.b", Ending.REFUSED);

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
    var told = new ArrayList<String>();
    workbench.listening(new Told(told));

    ApplyResult result =
        workbench.apply(
            """
            resource "thing" "a" { name = "two" }
            resource "thing" "b" { name = thing.a.id }
            """);

    assertThat(errors(result.diagnostics())).isEmpty();
    assertInOrder(
        "-delete thing.b",
        "+delete thing.a",
        "-delete thing.a",
        "+create thing.a",
        "-create thing.a",
        "+create thing.b");
    assertThat(told)
        .containsSubsequence("started thing.a DELETE", "finished thing.a DELETE null")
        .containsSubsequence("started thing.a CREATE", "told thing.a waiting for id-3");
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

  private static String nodes(int size) {
    return "resource \"es_node\" \"n\" {\n count = 4\n size = %d\n}\nresource \"thing\" \"after\" { inputs = es_node.n[*].id }"
        .formatted(size);
  }

  @Test
  void nodesAreUpdatedOneAfterAnother() {
    workbench.apply(nodes(1));
    provider.forgetCalls();

    ApplyResult result = workbench.apply(nodes(2));

    assertThat(result.changed()).isEqualTo(4);
    assertThat(provider.calls())
        .containsExactly(
            "+update es_node.n[0]", "-update es_node.n[0]",
            "+update es_node.n[1]", "-update es_node.n[1]",
            "+update es_node.n[2]", "-update es_node.n[2]",
            "+update es_node.n[3]", "-update es_node.n[3]");
  }

  @Test
  void aFailingNodeStopsTheRolloutAndLeavesTheRestUntouched() {
    workbench.apply(nodes(1));
    provider.forgetCalls();
    failOn("update es_node.n[1]", Ending.REFUSED);

    ApplyResult result = workbench.apply(nodes(2));

    assertThat(provider.calls())
        .containsExactly(
            "+update es_node.n[0]", "-update es_node.n[0]",
            "+update es_node.n[1]", "-update es_node.n[1]");
    assertThat(notDone(result))
        .containsExactly(
            "es_node.n[2]: es_node.n[1] failed, and stopped the rollout of its resource",
            "es_node.n[3]: es_node.n[1] failed, and stopped the rollout of its resource");
  }

  @Test
  void nodesAreReplacedOneAfterAnotherEachBackBeforeTheNextGoes() {
    workbench.apply("resource \"es_node\" \"n\" {\n count = 3\n name = \"a\"\n}");
    provider.forgetCalls();

    workbench.apply("resource \"es_node\" \"n\" {\n count = 3\n name = \"b\"\n}");

    assertThat(provider.calls())
        .containsExactly(
            "+delete es_node.n[0]", "-delete es_node.n[0]",
            "+create es_node.n[0]", "-create es_node.n[0]",
            "+delete es_node.n[1]", "-delete es_node.n[1]",
            "+create es_node.n[1]", "-create es_node.n[1]",
            "+delete es_node.n[2]", "-delete es_node.n[2]",
            "+create es_node.n[2]", "-create es_node.n[2]");
  }

  @Test
  void aRolloutThatCannotGoOneByOneGoesOnNevertheless() {
    String text =
        """
        resource "thing" "db" { name = "%1$s" }
        resource "es_node" "n" {
          count = 3
          name  = thing.db.id
        }
        """;
    workbench.apply(text.formatted("a"));

    ApplyResult result = workbench.apply(text.formatted("b"));

    assertThat(errors(result.diagnostics())).isEmpty();
    assertThat(result.added()).isEqualTo(4);
    assertThat(provider.world()).hasSize(4);
  }

  @Test
  void aCancelledRunFinishesWhatRunsAndStartsNothingMore() {
    provider.whileWorking(() -> workbench.cancellation().request());

    ApplyResult result = workbench.apply(CHAIN);

    assertThat(errors(result.diagnostics())).isEmpty();
    assertThat(instances(result.state())).contains("thing.a READY");
    assertThat(notDone(result))
        .contains("thing.b: the run was stopped", "thing.c: the run was stopped");
    assertThat(workbench.backend().kept().instances()).isEqualTo(result.state().instances());
  }

  @Test
  void aCancelledRolloutGoesNoFurther() {
    workbench.apply(nodes(1));
    provider.forgetCalls();
    provider.whileWorking(() -> workbench.cancellation().request());

    ApplyResult result = workbench.apply(nodes(2));

    assertThat(provider.calls()).containsExactly("+update es_node.n[0]", "-update es_node.n[0]");
    assertThat(notDone(result))
        .containsExactly(
            "es_node.n[1]: the run was stopped",
            "es_node.n[2]: the run was stopped",
            "es_node.n[3]: the run was stopped");
  }

  @Test
  void aReplacementThatIsStoppedBetweenItsHalvesSaysSo() {
    String text = "resource \"thing\" \"a\" { name = \"%s\" }\n";
    workbench.apply(text.formatted("a"));
    provider.whileWorking(() -> workbench.cancellation().request());

    ApplyResult result = workbench.apply(text.formatted("b"));

    assertThat(errors(result.diagnostics())).isEmpty();
    assertThat(notDone(result))
        .containsExactly(
            "thing.a: its old object is destroyed and the new one is not created, as the run was stopped");
  }

  @Test
  void withoutAPlaceToSaveNothingIsStarted() {
    workbench.backend().setFailing(true);

    ApplyResult result = workbench.apply(CHAIN);

    assertThat(errors(result.diagnostics())).containsExactly("State cannot be saved");
    assertThat(provider.calls()).isEmpty();
    assertThat(result.notDone()).hasSize(4);
  }

  @Test
  void whatWasMadeWhenSavingBeganToFailIsRescued() {
    provider.whileWorking(() -> workbench.backend().setFailing(true));

    ApplyResult result = workbench.apply("resource \"thing\" \"a\" {}");

    assertThat(errors(result.diagnostics()))
        .containsExactly(
            "Journal cannot be written", "State cannot be saved", "State was saved elsewhere");
    assertThat(workbench.backend().rescued())
        .singleElement()
        .satisfies(state -> assertThat(instances(state)).containsExactly("thing.a READY"));
  }

  @Test
  void everyCallIsInTheJournalBeforeItIsMadeAndItsEndAfter() {
    InMemoryBackend backend = workbench.backend();
    var seen = new ArrayList<String>();
    provider.whileWorking(() -> seen.addAll(lines(backend.journal())));

    ApplyResult result =
        workbench
            .withParallelism(1)
            .apply("resource \"thing\" \"a\" {}\nresource \"thing\" \"b\" {}");

    assertThat(errors(result.diagnostics())).isEmpty();
    assertThat(seen)
        .containsExactly(
            "Create thing.a",
            "Create thing.a",
            "Identified thing.a",
            "Put thing.a",
            "Create thing.b");
    assertThat(backend.saves().stream().map(state -> state.instances().size()))
        .containsExactly(0, 2);
    assertThat(backend.journal()).isEmpty();
  }

  @Test
  void stepsThatRunAtOnceShareWritesToTheJournal() {
    workbench.backend().whileAppending(Await::othersHadTheirTurn);

    workbench.withParallelism(32).apply("resource \"thing\" \"a\" { count = 320 }");

    int records = 3 * 320;
    assertThat(workbench.backend().appends()).isLessThan(records / 8);
  }

  @Test
  void aCallThatChangesNothingIsToldToBeOver() {
    workbench.apply("resource \"thing\" \"a\" {}");
    failOn("update thing.a", Ending.REFUSED);
    provider.whileWorking(() -> workbench.backend().killAfter(1));

    workbench.apply("resource \"thing\" \"a\" { size = 2 }");

    assertThat(lines(workbench.backend().journal()))
        .containsExactly("Update thing.a", "Unchanged thing.a");
    assertThat(workbench.backend().load().open()).isEmpty();
  }

  private static List<String> lines(List<JournalRecord> journal) {
    return journal.stream()
        .map(each -> each.getClass().getSimpleName() + " " + each.address())
        .toList();
  }

  @Test
  void whenOnlyTheLastSaveFailsTheJournalHoldsEverything() {
    provider.whileWorking(() -> workbench.backend().killAfter(2));

    ApplyResult result = workbench.apply("resource \"thing\" \"a\" {}");

    assertThat(errors(result.diagnostics())).containsExactly("State cannot be saved");
    assertThat(result.diagnostics().all())
        .extracting(Diagnostic::summary)
        .contains("State is in the journal");
    assertThat(workbench.backend().rescued()).isEmpty();
    State loaded = requireNonNull(workbench.backend().load().state());
    assertThat(instances(loaded)).containsExactly("thing.a READY");
  }

  @Test
  void withoutAJournalNothingMoreIsBegun() {
    provider.whileWorking(() -> workbench.backend().setFailing(true));

    ApplyResult result = workbench.withParallelism(1).apply(CHAIN);

    assertThat(provider.calls()).containsExactly("+create thing.a", "-create thing.a");
    assertThat(notDone(result))
        .contains(
            "thing.b: the journal cannot be written", "thing.d: the journal cannot be written");
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

  /// Writes down what it hears.
  private record Told(List<String> lines) implements ApplyListener {
    @Override
    public void started(ResourceInstanceAddress address, Action action) {
      lines.add("started " + address + " " + action);
    }

    @Override
    public void progressed(ResourceInstanceAddress address, Action action, String message) {
      lines.add("told " + address + " " + message);
    }

    @Override
    public void finished(
        ResourceInstanceAddress address, Action action, long seconds, @Nullable String id) {
      lines.add("finished " + address + " " + action + " " + id);
    }

    @Override
    public void failed(ResourceInstanceAddress address, Action action, long seconds) {
      lines.add("failed " + address + " " + action);
    }
  }
}
