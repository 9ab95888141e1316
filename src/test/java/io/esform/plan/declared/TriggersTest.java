package io.esform.plan.declared;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.config.Configuration;
import io.esform.config.TemplateReader;
import io.esform.config.decode.ConfigurationLoader;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.ModuleScope.RunNames;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.config.evaluation.Trigger;
import io.esform.diag.DiagnosticSink;
import io.esform.eval.Evaluator;
import io.esform.eval.functions.FunctionEnvironment;
import io.esform.eval.functions.Functions;
import io.esform.testing.MemoryFiles;
import io.esform.testing.NoFiles;
import io.esform.value.Types;
import io.esform.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The cost of finding changed triggers.
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
    var names = new RunNames(".", "/project", "default");
    return new Evaluation(
        new Evaluation.Inputs(configuration, Map.of(), evaluator, names, false),
        _ -> Value.unknown(Types.ANY));
  }
}
