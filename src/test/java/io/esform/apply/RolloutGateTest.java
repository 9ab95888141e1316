package io.esform.apply;

import static io.esform.apply.ApplyResults.errors;
import static io.esform.apply.ApplyResults.notDone;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.FakeProvider;
import io.esform.testing.TickingClock;
import io.esform.testing.Workbench;
import io.esform.value.Types;
import io.esform.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A rollout makes an instance unavailable only while the rest of its cluster serves.
class RolloutGateTest {

  private final FakeProvider provider = new FakeProvider();
  private final Workbench workbench = new Workbench(provider);

  /// Two nodes of a rollout, a database beside them, and a thing of another module.
  private static String cluster(int size) {
    return """
    resource "thing" "database" { any = "database" }
    resource "es_node" "n" {
      for_each = toset(["a", "b"])
      any      = each.key
      size     = %d
      rollout { ready_timeout = "30s" }
    }
    """
        .formatted(size);
  }

  private void given() {
    workbench.apply(cluster(1));
    provider.forgetCalls();
  }

  private void setDown(String which, boolean isDown) {
    provider
        .world()
        .replaceAll((_, object) ->
            object.get("any").equals(Value.of(which))
                ? object.with("down", isDown ? Value.of(true) : Value.nullOf(Types.BOOL))
                : object);
  }

  private List<String> begun() {
    return provider.calls().stream().filter(call -> call.startsWith("+update")).toList();
  }

  @Test
  void itStopsBeforeTheNextInstanceIfSomethingElseFails() {
    given();
    provider.whileWorking(() -> setDown("database", true));

    ApplyResult result = workbench.at(new TickingClock(Duration.ofMinutes(1))).apply(cluster(2));

    assertThat(begun()).containsExactly("+update es_node.n[\"a\"]");
    assertThat(errors(result)).containsExactly("Cluster does not serve");
    assertThat(result.diagnostics().all().getFirst().detail())
        .contains("thing.database: it is down");
    assertThat(result.changed()).isEqualTo(1);
  }

  @Test
  void itStopsBeforeTheNextInstanceIfTheOneBeforeFailsAgain() {
    given();
    provider.whenAsked(() -> {
      if (begun().size() == 1) {
        setDown("a", true);
      }
    });

    ApplyResult result = workbench.at(new TickingClock(Duration.ofMinutes(1))).apply(cluster(2));

    assertThat(begun()).containsExactly("+update es_node.n[\"a\"]");
    assertThat(errors(result)).containsExactly("Cluster does not serve");
  }

  @Test
  void itWaitsUntilTheOthersServeAgain() {
    given();
    provider.whileWorking(() -> setDown("database", begun().size() == 1));
    var asked = new AtomicInteger();
    provider.whenAsked(() -> {
      if (!begun().isEmpty() && asked.incrementAndGet() > 2) {
        setDown("database", false);
      }
    });

    ApplyResult result = workbench.apply(cluster(2));

    assertThat(errors(result)).isEmpty();
    assertThat(result.changed()).isEqualTo(2);
  }

  @Test
  void nothingIsChangedWhenTheClusterFailsBetweenThePlanAndTheApply() {
    given();
    var plan = workbench.plan(cluster(2));
    setDown("database", true);

    ApplyResult result = workbench.at(new TickingClock(Duration.ofMinutes(1))).apply(plan);

    assertThat(begun()).isEmpty();
    assertThat(notDone(result)).hasSize(1);
  }

  @Test
  void anotherModuleDoesNotHoldIt() {
    var other =
        new Workbench(provider)
            .withFile("other/main.esf", "resource \"thing\" \"t\" { any = \"other\" }");
    String module = "module \"other\" { source = \"./other\" }\n";
    other.apply(cluster(1) + module);
    provider.forgetCalls();
    provider.whileWorking(() -> setDown("other", true));

    assertThat(other.apply(cluster(2) + module).changed()).isEqualTo(2);
  }

  /// Its old object is destroyed already.
  @Test
  void aReplacementThatHasBegunIsCompleted() {
    workbench.apply(replaced("old"));
    provider.forgetCalls();
    provider.whileWorking(() -> setDown("database", true));

    ApplyResult result =
        workbench.at(new TickingClock(Duration.ofMinutes(1))).apply(replaced("new"));

    assertThat(provider.calls())
        .filteredOn(call -> call.startsWith("+"))
        .containsExactly("+delete es_node.n[\"a\"]", "+create es_node.n[\"a\"]");
    assertThat(errors(result)).containsExactly("Cluster does not serve");
  }

  private static String replaced(String name) {
    return cluster(1).replace("size ", "name = \"%s-${each.key}\"\n  size ".formatted(name));
  }

  @Test
  void theUserIsToldWhyAndOnceForEachReason() {
    given();
    provider.whileWorking(() -> setDown("database", begun().size() == 1));
    var asked = new AtomicInteger();
    provider.whenAsked(() -> {
      if (!begun().isEmpty() && asked.incrementAndGet() > 6) {
        setDown("database", false);
      }
    });
    var progress = new RecordedProgress(new ArrayList<>());

    workbench.listening(progress).apply(cluster(2));

    assertThat(progress.lines())
        .containsOnlyOnce("message es_node.n[\"b\"] thing.database: it is down");
  }

  @Test
  void aRunThatIsStoppedDoesNotWait() {
    given();
    provider.whileWorking(() -> setDown("database", true));
    var asked = new AtomicInteger();
    provider.whenAsked(() -> {
      if (!begun().isEmpty() && asked.incrementAndGet() == 1) {
        workbench.cancellation().request();
      }
    });

    ApplyResult result = workbench.apply(cluster(2));

    assertThat(begun()).containsExactly("+update es_node.n[\"a\"]");
    assertThat(errors(result)).containsExactly("Stopped while the rollout was held");
  }
}
