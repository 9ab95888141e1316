package io.esform.apply;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.plan.Change;
import io.esform.testing.FakeProvider.Ending;
import io.esform.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Runs that are killed around a return to the last good state.
class RestoreRecoveryTest extends RestoreFixture {

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

  /// Kills the run after each number of writes, and applies again.
  @Test
  void aRunThatIsKilledAnywhereEndsInOneOfTheTwoStates() {
    for (int writes = 0; writes <= 12; writes++) {
      var killed = new RestoreRecoveryTest();
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
