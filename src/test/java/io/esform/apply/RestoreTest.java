package io.esform.apply;

import static io.esform.apply.ApplyResults.errors;
import static io.esform.apply.ApplyResults.notDone;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.Plan;
import io.esform.testing.FakeProvider.Ending;
import io.esform.value.Value;
import org.junit.jupiter.api.Test;

/// Rollouts that return a failed instance to its last good state.
class RestoreTest extends RestoreFixture {

  /// Applies the size 1, and then a size whose update fails on b.
  private ApplyResult failing(int size, String onFailure) {
    workbench.apply(nodes(1, onFailure));
    provider.forgetCalls();
    provider.failOn("update es_node.n[\"b\"]", Ending.HALF_MADE);
    return workbench.apply(nodes(size, onFailure));
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
  void aTypeThatCannotPlanTheReturnLosesNothing() {
    workbench.apply(nodes(14, "restore"));
    provider.failOn("update es_node.n[\"b\"]", Ending.HALF_MADE);

    ApplyResult result = workbench.apply(nodes(2, "restore"));

    assertThat(warnings(result)).singleElement().asString().contains("failed unexpectedly");
    assertThat(requireNonNull(requireNonNull(failure()).lastGood()).get("size"))
        .isEqualTo(Value.of(14));
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

  @Test
  void anUpdateWhoseObjectCannotBeReadIsNotUndone() {
    workbench.apply(nodes(1, "restore"));
    provider.failOn("update es_node.n[\"b\"]", Ending.REFUSED);
    Plan plan = workbench.plan(nodes(2, "restore"));
    // After the rollout has seen that all others serve.
    provider.whileWorking(() -> {
      if (provider.calls().getLast().equals("+update es_node.n[\"b\"]")) {
        provider.world().clear();
      }
    });

    ApplyResult result = workbench.apply(plan);

    assertThat(warnings(result))
        .singleElement()
        .asString()
        .contains("because its state cannot be read");
    assertThat(requireNonNull(failure()).lastGood()).isNotNull();
  }
}
