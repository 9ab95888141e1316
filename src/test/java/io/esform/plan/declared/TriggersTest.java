package io.esform.plan.declared;

import static io.esform.plan.PriorThings.applied;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.config.Configuration;
import io.esform.config.ConfigurationLoader;
import io.esform.config.TemplateReader;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.ModuleScope.Names;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.config.evaluation.Trigger;
import io.esform.diag.DiagnosticSink;
import io.esform.eval.Evaluator;
import io.esform.eval.functions.FunctionEnvironment;
import io.esform.eval.functions.Functions;
import io.esform.testing.MemoryFiles;
import io.esform.testing.NoFiles;
import io.esform.state.State;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What triggers replacements, and how much is looked at to find it.
class TriggersTest {

  private final List<String> asked = new ArrayList<>();
  private final DiagnosticSink sink = new DiagnosticSink();
  private final IdentityHashMap<List<ResourceInstance>, Boolean> lists = new IdentityHashMap<>();

  @Test
  void aWholeResourceIsLookedThroughOnceHoweverManyWatchIt() {
    find("thing.watched");
    assertThat(asked).hasSize(50).startsWith("thing.watched[0]").endsWith("thing.watched[49]");
    assertThat(lists).hasSize(1);
  }

  @Test
  void ofAResourceOnlyTheInstanceThatIsNamedIsLookedAt() {
    find("thing.watched[count.index]");
    assertThat(asked).hasSize(50);
    assertThat(new HashSet<>(asked)).hasSize(50);
  }

  private void find(String watched) {
    Evaluation evaluation =
        evaluation(
            """
            resource "thing" "watched" { count = 50 }
            resource "thing" "watching" {
              count = 50
              lifecycle { replace_triggered_by = [%s] }
            }
            """
                .formatted(watched));
    var triggers =
        new Triggers(instance -> {
          asked.add(instance.address().toString());
          return new Outcome.Failed(instance);
        });
    evaluation.forEachInstance(instance -> {
      List<Trigger> found = evaluation.triggers(instance, sink);
      found.forEach(trigger -> lists.put(trigger.instances(), true));
      assertThat(triggers.changed(found)).isEmpty();
    });
    assertThat(sink.toDiagnostics().all()).isEmpty();
  }

  private static Evaluation evaluation(String main) {
    var environment = new FunctionEnvironment(new NoFiles(), new TemplateReader(), Instant.EPOCH);
    var evaluator = new Evaluator(new Functions(environment));
    Configuration configuration =
        ConfigurationLoader.load(".", new MemoryFiles(Map.of("main.esf", main)), evaluator)
            .configuration();
    var names = new Names(".", "/project", "default");
    return new Evaluation(
        new Evaluation.Inputs(configuration, Map.of(), evaluator, names, false),
        _ -> Value.unknown(Types.ANY));
  }

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

  /// The replaced instances with what triggered them.
  private static List<String> triggers(String text, State state) {
    return PlanFixture.of(text).on(state).plan().changes().stream()
        .filter(change -> change.action() == Action.REPLACE)
        .map(change -> change.address() + " " + change.replacement().triggers())
        .toList();
  }
}
