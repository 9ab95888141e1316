package io.esform.apply;

import static io.esform.apply.ApplyResults.errors;
import static io.esform.apply.ApplyResults.notDone;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.AddressParser;
import io.esform.diag.Diagnostic;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.Plan;
import io.esform.state.FailedUpdate;
import io.esform.state.InstanceState;
import io.esform.testing.FakeProvider;
import io.esform.testing.FakeProvider.Ending;
import io.esform.testing.Workbench;
import io.esform.value.Value;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Rollouts that return a failed instance to its last good state.
class RestoreTest {

  private static final String TIME = "the apply at 2026-03-01 12:00 UTC ";

  private final FakeProvider provider = new FakeProvider();
  private final Workbench workbench =
      new Workbench(provider)
          .at(Clock.fixed(Instant.parse("2026-03-01T12:00:30Z"), ZoneOffset.UTC));

  private static String nodes(int size, String onFailure) {
    return """
    resource "es_node" "n" {
      for_each = toset(["a", "b", "c"])
      size     = %d
      rollout { on_failure = "%s" }
    }
    """
        .formatted(size, onFailure);
  }

  /// Applies the size 1, and then a size whose update fails on b.
  private ApplyResult failing(int size, String onFailure) {
    workbench.apply(nodes(1, onFailure));
    provider.forgetCalls();
    provider.failOn("update es_node.n[\"b\"]", Ending.HALF_MADE);
    return workbench.apply(nodes(size, onFailure));
  }

  private List<String> calls() {
    return provider.calls().stream().filter(call -> call.startsWith("-")).toList();
  }

  private InstanceState recorded() {
    var address = requireNonNull(AddressParser.parseInstance("es_node.n[\"b\"]").address());
    return requireNonNull(workbench.backend().kept().instance(address));
  }

  private @Nullable FailedUpdate failure() {
    return recorded().failedUpdate();
  }

  private static Change changeOf(Plan plan, String key) {
    return plan.changes().stream()
        .filter(change -> change.address().toString().contains("\"" + key + "\""))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> warnings(ApplyResult result) {
    return result.diagnostics().all().stream()
        .filter(it -> !it.isError())
        .map(it -> it.address() + ": " + it.summary() + ": " + it.detail())
        .toList();
  }

  private Object sizeInTheWorld() {
    String id = recorded().attributes().get("id").toString();
    return provider.world().values().stream()
        .filter(it -> it.get("id").toString().equals(id))
        .findFirst()
        .orElseThrow()
        .get("size");
  }

  @Test
  void aFailedInstanceReturnsToItsLastGoodState() {
    failing(2, "restore");

    assertThat(calls())
        .containsExactly(
            "-update es_node.n[\"a\"]", "-update es_node.n[\"b\"]", "-restore es_node.n[\"b\"]");
    assertThat(recorded().attributes().get("size")).isEqualTo(Value.of(1));
    assertThat(recorded().attributes().get("down").isNull()).isTrue();
    assertThat(provider.world().values()).allMatch(it -> it.get("down").isNull());
  }

  @Test
  void theRunFailsAndLeavesTheRestUntouched() {
    ApplyResult result = failing(2, "restore");

    assertThat(errors(result)).hasSize(1);
    assertThat(result.changed()).isEqualTo(1);
    assertThat(notDone(result))
        .containsExactly(
            "es_node.n[\"c\"]: es_node.n[\"b\"] failed, which stopped the rollout of its resource");
    assertThat(warnings(result))
        .containsExactly(
            "es_node.n[\"b\"]: Instance restored: The update to size 2 failed. This instance has the arguments of size 1 again and is ready as size 1. The rest of its rollout is not changed. Correct the cause of the failure, then apply again.");
  }

  @Test
  void theNextPlanShowsWhatWasTriedUntilAnApplySucceeds() {
    failing(2, "restore");

    Change change = changeOf(workbench.plan(nodes(2, "restore")), "b");

    assertThat(change.action()).isEqualTo(Action.UPDATE);
    assertThat(change.revives()).isFalse();
    assertThat(change.impact().notes())
        .containsExactly(
            TIME
                + "tried size 2 and restored size 1: It was told to refuse: update es_node.n[\"b\"]");
    provider.heal();
    workbench.apply(nodes(2, "restore"));
    assertThat(failure()).isNull();
  }

  @Test
  void anApplyThatGivesUpTheAttemptForgetsIt() {
    failing(2, "restore");
    provider.heal();
    assertThat(failure()).isNotNull();

    workbench.apply(nodes(1, "restore"));

    assertThat(failure()).isNull();
  }

  @Test
  void withStopTheFailedInstanceStaysAsItIs() {
    ApplyResult result = failing(2, "stop");

    assertThat(calls()).containsExactly("-update es_node.n[\"a\"]", "-update es_node.n[\"b\"]");
    assertThat(sizeInTheWorld()).isEqualTo(Value.of(2));
    assertThat(warnings(result))
        .containsExactly(
            "es_node.n[\"b\"]: Rollout stopped: This instance stays as the failed update to size 2 left it, and the rest of its rollout is not changed. Correct the cause in the configuration or on the host, then apply again: the rollout continues with this instance. With on_failure = \"restore\" in its rollout block, esform would return it to size 1.");
    assertThat(changeOf(workbench.plan(nodes(2, "stop")), "b").impact().notes())
        .containsExactly(
            TIME + "tried size 2, which failed: It was told to refuse: update es_node.n[\"b\"]");
  }

  /// The last good state stays known while further updates fail.
  @Test
  void aLaterApplyReturnsToTheStateBeforeTheFirstFailure() {
    failing(2, "stop");

    workbench.apply(nodes(3, "restore"));

    assertThat(sizeInTheWorld()).isEqualTo(Value.of(1));
    assertThat(requireNonNull(failure()).account())
        .startsWith(TIME + "tried size 3 and restored size 1");
  }

  @Test
  void anUpdateThatChangedNothingIsNotUndone() {
    workbench.apply(nodes(1, "restore"));
    provider.forgetCalls();
    provider.failOn("update es_node.n[\"b\"]", Ending.REFUSED);

    ApplyResult result = workbench.apply(nodes(2, "restore"));

    assertThat(calls()).containsExactly("-update es_node.n[\"a\"]", "-update es_node.n[\"b\"]");
    assertThat(errors(result)).hasSize(1);
    assertThat(recorded().attributes().get("size")).isEqualTo(Value.of(1));
    assertThat(requireNonNull(failure()).lastGood()).isNull();
  }

  @Test
  void anInstanceThatWasDownBeforeIsNotRestored() {
    workbench.apply(nodes(1, "restore"));
    provider.bringDown(((Value.StringValue) recorded().attributes().get("id")).value());
    provider.forgetCalls();
    provider.failOn("update es_node.n[\"b\"]", Ending.HALF_MADE);

    ApplyResult result = workbench.apply(nodes(2, "restore"));

    assertThat(calls()).containsExactly("-update es_node.n[\"b\"]");
    assertThat(warnings(result))
        .singleElement()
        .asString()
        .contains("Instance not restored")
        .contains("because it was not ready before the update either");
  }

  @Test
  void aTypeCanRefuseTheReturn() {
    workbench.apply(nodes(13, "restore"));
    provider.failOn("update es_node.n[\"b\"]", Ending.HALF_MADE);

    ApplyResult result = workbench.apply(nodes(2, "restore"));

    assertThat(warnings(result))
        .singleElement()
        .asString()
        .contains("because its size was unlucky");
    assertThat(sizeInTheWorld()).isEqualTo(Value.of(2));
    assertThat(requireNonNull(requireNonNull(failure()).lastGood()).get("size"))
        .isEqualTo(Value.of(13));
  }

  @Test
  void aReturnThatFailsIsReportedAndTheLastGoodStateStaysKnown() {
    workbench.apply(nodes(1, "restore"));
    provider.endWith(call -> call.contains("\"b\"") ? Ending.HALF_MADE : Ending.GOOD);

    ApplyResult result = workbench.apply(nodes(2, "restore"));

    assertThat(errors(result)).hasSize(2);
    assertThat(result.diagnostics().all())
        .filteredOn(Diagnostic::isError)
        .last()
        .satisfies(fault -> {
          assertThat(fault.summary()).isEqualTo("Restore failed");
          assertThat(fault.detail())
              .contains("the return to size 1 failed as well")
              .contains("Call refused: It was told to refuse: restore es_node.n[\"b\"].");
        });
    provider.failOn("update es_node.n[\"b\"]", Ending.HALF_MADE);
    workbench.apply(nodes(3, "restore"));
    assertThat(sizeInTheWorld()).isEqualTo(Value.of(1));
  }

  @Test
  void aRunThatIsStoppedRestoresNothing() {
    workbench.apply(nodes(1, "restore"));
    provider.forgetCalls();
    provider.failOn("update es_node.n[\"a\"]", Ending.HALF_MADE);
    provider.whileWorking(() -> workbench.cancellation().request());

    ApplyResult result = workbench.apply(nodes(2, "restore"));

    assertThat(calls()).containsExactly("-update es_node.n[\"a\"]");
    assertThat(warnings(result)).singleElement().asString().contains("because the run was stopped");
  }

  @Test
  void noTextOfAFailureContainsASecret() {
    String text =
        """
        resource "es_node" "n" {
          count   = 1
          size    = %d
          secret  = "update es_node.n[0]"
          rollout { on_failure = "restore" }
        }
        """;
    workbench.apply(text.formatted(1));
    provider.failOn("update es_node.n[0]", Ending.HALF_MADE);

    ApplyResult result = workbench.apply(text.formatted(2));

    assertThat(result.diagnostics().all())
        .noneMatch(it -> it.detail().contains("refuse: update es_node.n[0]"));
    assertThat(workbench.plan(text.formatted(2)).changes().getFirst().impact().notes())
        .containsExactly(
            TIME + "tried size 2 and restored size 1: It was told to refuse: (sensitive)");
  }

  /// Kills the run after this many writes, and plans again.
  private Change changeAfterKill(int writes) {
    workbench.apply(nodes(1, "restore"));
    provider.failOn("update es_node.n[\"b\"]", Ending.HALF_MADE);
    workbench.backend().killAfter(writes);
    workbench.apply(nodes(2, "restore"));
    workbench.backend().revive();
    return changeOf(workbench.plan(nodes(2, "restore")), "b");
  }

  private List<String> recovery() {
    return workbench.reported().all().stream()
        .map(it -> it.address() + ": " + it.summary())
        .toList();
  }

  /// Its object is as the return has left it, although the result is not recorded.
  @Test
  void anInterruptedReturnIsReportedAndItsObjectRead() {
    Change change = changeAfterKill(5);

    assertThat(recovery()).containsExactly("es_node.n[\"b\"]: Restore was interrupted");
    assertThat(requireNonNull(change.before()).get("size")).isEqualTo(Value.of(1));
    assertThat(change.revives()).isFalse();
    assertThat(change.impact().notes())
        .singleElement()
        .asString()
        .contains("tried size 2 and restored size 1");
  }

  @Test
  void anInterruptedUpdateIsShownInThePlan() {
    Change change = changeAfterKill(3);

    assertThat(recovery()).containsExactly("es_node.n[\"b\"]: Update was interrupted");
    assertThat(change.impact().notes())
        .containsExactly("the last apply was interrupted while it changed this");
  }

  @Test
  void anUpdateWhoseObjectCannotBeReadIsNotUndone() {
    workbench.apply(nodes(1, "restore"));
    provider.failOn("update es_node.n[\"b\"]", Ending.REFUSED);
    Plan plan = workbench.plan(nodes(2, "restore"));
    provider.world().keySet().retainAll(List.of());

    ApplyResult result = workbench.apply(plan);

    assertThat(warnings(result))
        .singleElement()
        .asString()
        .contains("because its state cannot be read");
    assertThat(requireNonNull(failure()).lastGood()).isNotNull();
  }

  private static String named(String name, String onFailure) {
    return nodes(1, onFailure).replace("size     = 1", "name     = \"" + name + "\"");
  }

  @Test
  void aReplacedInstanceIsCreatedAgainAsItWas() {
    workbench.apply(named("old", "restore"));
    provider.forgetCalls();
    provider.failOn("create es_node.n[\"b\"]", Ending.HALF_MADE);

    ApplyResult result = workbench.apply(named("new", "restore"));

    assertThat(calls().subList(2, 6))
        .containsExactly(
            "-delete es_node.n[\"b\"]",
            "-create es_node.n[\"b\"]",
            "-discard es_node.n[\"b\"]",
            "-restore es_node.n[\"b\"]");
    assertThat(recorded().attributes().get("name")).isEqualTo(Value.of("old"));
    assertThat(recorded().status()).isEqualTo(InstanceState.Status.READY);
    assertThat(provider.world()).hasSize(3);
    assertThat(warnings(result)).singleElement().asString().contains("Instance restored");
    Change change = changeOf(workbench.plan(named("new", "restore")), "b");
    assertThat(change.action()).isEqualTo(Action.REPLACE);
    assertThat(change.impact().notes()).singleElement().asString().contains("and restored size 1");
  }

  @Test
  void aReplacementThatMadeNothingIsUndoneToo() {
    workbench.apply(named("old", "restore"));
    provider.failOn("create es_node.n[\"b\"]", Ending.REFUSED);

    workbench.apply(named("new", "restore"));

    assertThat(recorded().attributes().get("name")).isEqualTo(Value.of("old"));
    assertThat(provider.world()).hasSize(3);
  }

  @Test
  void aReplacementWithAnUnknownResultIsNotUndone() {
    workbench.apply(named("old", "restore"));
    provider.failOn("create es_node.n[\"b\"]", Ending.UNKNOWN);

    ApplyResult result = workbench.apply(named("new", "restore"));

    assertThat(warnings(result))
        .singleElement()
        .asString()
        .contains("because it is not known whether its new object exists");
  }

  /// The last good state stays known after a failed replacement without a return.
  @Test
  void aLaterApplyReturnsToTheStateBeforeAFailedReplacement() {
    workbench.apply(named("old", "stop"));
    provider.failOn("create es_node.n[\"b\"]", Ending.HALF_MADE);
    workbench.apply(named("new", "stop"));

    workbench.apply(named("new", "restore"));

    assertThat(recorded().attributes().get("name")).isEqualTo(Value.of("old"));
    assertThat(provider.world()).hasSize(3);
  }

  @Test
  void aCreationHasNothingToReturnTo() {
    provider.failOn("create es_node.n[\"b\"]", Ending.HALF_MADE);

    ApplyResult result = workbench.apply(nodes(1, "restore"));

    assertThat(warnings(result)).isEmpty();
    assertThat(recorded().status()).isEqualTo(InstanceState.Status.TAINTED);
  }

  @Test
  void aReplacementThatIsKilledAnywhereLosesNothing() {
    for (int writes = 0; writes <= 16; writes++) {
      var killed = new RestoreTest();
      killed.workbench.apply(named("old", "restore"));
      killed.provider.failOn("create es_node.n[\"b\"]", Ending.HALF_MADE);
      killed.workbench.backend().killAfter(writes);
      killed.workbench.apply(named("new", "restore"));
      killed.workbench.backend().revive();
      killed.provider.heal();

      killed.workbench.apply(named("new", "restore"));

      assertThat(killed.provider.world()).as("after %d writes", writes).hasSize(3);
      assertThat(killed.recorded().attributes().get("name")).isEqualTo(Value.of("new"));
      assertThat(killed.workbench.plan(named("new", "restore")).isEmpty()).isTrue();
    }
  }

  /// Kills the run after each number of writes, and applies again.
  @Test
  void aRunThatIsKilledAnywhereEndsInOneOfTheTwoStates() {
    for (int writes = 0; writes <= 12; writes++) {
      var killed = new RestoreTest();
      killed.workbench.apply(nodes(1, "restore"));
      killed.provider.failOn("update es_node.n[\"b\"]", Ending.HALF_MADE);
      killed.workbench.backend().killAfter(writes);
      killed.workbench.apply(nodes(2, "restore"));
      killed.workbench.backend().revive();

      killed.workbench.apply(nodes(2, "restore"));

      assertThat(killed.sizeInTheWorld()).as("after %d writes", writes).isEqualTo(Value.of(1));
      assertThat(requireNonNull(killed.failure()).account())
          .as("after %d writes", writes)
          .startsWith(TIME + "tried size 2 and restored size 1");
      killed.provider.heal();
      killed.workbench.apply(nodes(2, "restore"));
      assertThat(killed.sizeInTheWorld()).isEqualTo(Value.of(2));
      assertThat(killed.failure()).isNull();
      assertThat(killed.workbench.plan(nodes(2, "restore")).isEmpty()).isTrue();
    }
  }
}
