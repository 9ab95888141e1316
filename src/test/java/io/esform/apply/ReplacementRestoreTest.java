package io.esform.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.state.InstanceState;
import io.esform.testing.FakeProvider.Ending;
import io.esform.value.Value;
import org.junit.jupiter.api.Test;

/// Failed replacements that are undone.
class ReplacementRestoreTest extends RestoreFixture {

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
      var killed = new ReplacementRestoreTest();
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
}
