package io.esform.plan;

import static io.esform.plan.PriorThings.applied;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.state.State;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Replacements by changes of objects in `replace_triggered_by`.
class ReplaceTriggeredByTest {

  @Test
  void aChangeOfWhatAnInstanceWatchesReplacesIt() {
    String text =
        """
        resource "thing" "a" {
          count = 2
          name  = "a${count.index}"
          lifecycle { replace_triggered_by = [%s] }
        }
        resource "box" "b" {
          count  = 2
          name   = "b${count.index}"
          size   = 1
          labels = { x = "1" }
        }
        """;
    State state = applied(PlanFixture.of(text.formatted("")).plan());
    String grown = text.replace("size   = 1", "size   = 1 + count.index");

    assertThat(triggers(grown.formatted("box.b"), state))
        .containsExactly("thing.a[0] [box.b]", "thing.a[1] [box.b]");
    assertThat(triggers(grown.formatted("box.b[count.index]"), state))
        .containsExactly("thing.a[1] [box.b[1]]");
    assertThat(triggers(grown.formatted("box.b[1].size, box.b[1].labels"), state))
        .containsExactly("thing.a[0] [box.b[1].size]", "thing.a[1] [box.b[1].size]");
    assertThat(triggers(grown.formatted("box.b[1].labels[\"x\"], box.b[0].size"), state)).isEmpty();
    assertThat(triggers(text.formatted("box.b"), state)).isEmpty();
    assertThat(PlanFixture.of(grown.formatted("box.b.size")).on(state).errors())
        .containsExactly(
            "Invalid replace_triggered_by @ main.esf:4:39",
            "Invalid replace_triggered_by @ main.esf:4:39");
    Plan again = PlanFixture.of(grown.formatted("box.b[1]")).on(state).plan();
    assertThat(again.changes().getLast().reason()).isEqualTo(Reason.TRIGGERED);
    ObjectValue after = again.changes().getLast().after();
    assertThat(after).isNotNull();
    assertThat(after.get("id").isKnown()).isFalse();
  }

  /// The replaced instances with their triggers.
  private static List<String> triggers(String text, State state) {
    return PlanFixture.of(text).on(state).plan().changes().stream()
        .filter(change -> change.action() == Action.REPLACE)
        .map(change -> change.address() + " " + change.replacement().triggers())
        .toList();
  }
}
