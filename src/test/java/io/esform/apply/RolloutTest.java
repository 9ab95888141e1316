package io.esform.apply;

import static io.esform.apply.ApplyResults.errors;
import static io.esform.apply.ApplyResults.notDone;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.Await;
import io.esform.testing.FakeProvider;
import io.esform.testing.FakeProvider.Ending;
import io.esform.testing.TickingClock;
import io.esform.testing.Workbench;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// The order of changes to the instances of one resource.
class RolloutTest {

  private final FakeProvider provider = new FakeProvider();
  private final Workbench workbench = new Workbench(provider);

  private static String nodes(String keys, int size, String rollout) {
    return """
    resource "es_node" "n" {
      for_each = toset([%s])
      size     = %d
      rollout {
        %s
      }
    }
    """
        .formatted(keys, size, rollout);
  }

  private void given(String text) {
    workbench.apply(text);
    provider.forgetCalls();
  }

  /// `a+` for the start of a call on the instance with the key a, `a-` for its end.
  private List<String> turns() {
    return provider.calls().stream()
        .map(call -> call.replaceAll("(.).*\"(.*)\".*", "$2$1"))
        .toList();
  }

  @Test
  void asManyGoAtOnceAsMayBeUnavailable() {
    String keys = "\"a\", \"b\", \"c\", \"d\", \"e\"";
    given(nodes(keys, 1, ""));
    var two = new CountDownLatch(2);
    provider.whileWorking(() -> waitForAnother(two));

    ApplyResult result = workbench.apply(nodes(keys, 2, "max_unavailable = 2"));

    assertThat(result.changed()).isEqualTo(5);
    assertThat(provider.mostRunning()).isEqualTo(2);
  }

  /// Waits until two calls have run concurrently, and a third one could have started.
  private static void waitForAnother(CountDownLatch two) {
    two.countDown();
    Await.latch(two);
    Await.othersHadTheirTurn();
  }

  @Test
  void aBlockMakesAnyResourceGoOneAtATime() {
    String text = "resource \"thing\" \"t\" {\n count = 3\n size = %d\n rollout {}\n}";
    given(text.formatted(1));

    workbench.apply(text.formatted(2));

    assertThat(provider.mostRunning()).isEqualTo(1);
  }

  @Test
  void thoseThatTheOrderNamesGoFirstAndTheOthersByKey() {
    String keys = "\"a\", \"b\", \"c\", \"d\"";
    given(nodes(keys, 1, ""));

    workbench.apply(nodes(keys, 2, "order = [\"d\", \"b\"]"));

    assertThat(turns()).containsExactly("d+", "d-", "b+", "b-", "a+", "a-", "c+", "c-");
  }

  @Test
  void countedInstancesAreOrderedByNumber() {
    String text =
        "resource \"es_node\" \"n\" {\n count = 3\n size = %d\n rollout { order = [2] }\n}";
    given(text.formatted(1));

    workbench.apply(text.formatted(2));

    assertThat(provider.calls())
        .containsSubsequence(
            "-update es_node.n[2]", "-update es_node.n[0]", "-update es_node.n[1]");
  }

  @Test
  void aStepWaitsForTheOneBeforeItThoughItCouldBeDone() {
    String text =
        """
        resource "thing" "slow" { size = %1$d }
        resource "es_node" "n" {
          for_each = toset(["a", "b"])
          size     = each.key == "a" ? thing.slow.echo : %1$d
        }
        """;
    given(text.formatted(1));

    workbench.apply(text.formatted(2));

    assertThat(turns()).containsSubsequence("a+", "a-", "b+", "b-");
  }

  @Test
  void newInstancesAreMadeBeforeOthersAreChanged() {
    given(nodes("\"a\", \"b\"", 1, ""));
    provider.whileWorking(Await::othersHadTheirTurn);

    workbench.apply(nodes("\"a\", \"b\", \"y\", \"z\"", 2, ""));

    assertThat(turns().subList(0, 4)).containsExactlyInAnyOrder("y+", "y-", "z+", "z-");
    assertThat(turns().subList(4, 8)).containsExactly("a+", "a-", "b+", "b-");
  }

  @Test
  void aNewInstanceThatFailsStopsTheRollout() {
    given(nodes("\"a\", \"b\"", 1, ""));
    provider.endWith(call -> call.startsWith("create") ? Ending.HALF_MADE : Ending.GOOD);

    ApplyResult result = workbench.apply(nodes("\"a\", \"b\", \"c\"", 2, ""));

    assertThat(turns()).containsExactly("c+", "c-");
    assertThat(notDone(result))
        .containsExactly(
            "es_node.n[\"a\"]: es_node.n[\"c\"] failed, which stopped the rollout of its resource",
            "es_node.n[\"b\"]: es_node.n[\"c\"] failed, which stopped the rollout of its resource");
  }

  @Test
  void theNextRunGoesOnWhereAFailureStopped() {
    String keys = "\"a\", \"b\", \"c\"";
    given(nodes(keys, 1, ""));
    provider.endWith(call -> call.contains("\"b\"") ? Ending.REFUSED : Ending.GOOD);
    workbench.apply(nodes(keys, 2, ""));
    provider.endWith(_ -> Ending.GOOD);
    provider.forgetCalls();

    ApplyResult result = workbench.apply(nodes(keys, 2, ""));

    assertThat(result.changed()).isEqualTo(2);
    assertThat(turns()).containsExactly("b+", "b-", "c+", "c-");
    assertThat(workbench.plan(nodes(keys, 2, "")).isEmpty()).isTrue();
  }

  @Test
  void aPauseIsKeptBetweenStepsAndNotAfterTheLast() {
    String keys = "\"a\", \"b\", \"c\"";
    given(nodes(keys, 1, ""));
    var clock = new TickingClock(Duration.ofSeconds(1));
    var begun = Collections.synchronizedList(new ArrayList<Instant>());
    provider.whileWorking(() -> begun.add(clock.last()));

    ApplyResult result = workbench.at(clock).apply(nodes(keys, 2, "pause = \"10s\""));

    assertThat(result.changed()).isEqualTo(3);
    assertThat(begun.get(1)).isAfterOrEqualTo(begun.get(0).plusSeconds(10));
    assertThat(begun.get(2)).isAfterOrEqualTo(begun.get(1).plusSeconds(10));
    assertThat(clock.last()).isBefore(begun.get(2).plusSeconds(10));
  }

  @Test
  void aRunThatIsStoppedWaitsForNoPause() {
    String keys = "\"a\", \"b\"";
    given(nodes(keys, 1, ""));
    provider.whileWorking(() -> workbench.cancellation().request());

    ApplyResult result = workbench.apply(nodes(keys, 2, "pause = \"1h\""));

    assertThat(notDone(result)).containsExactly("es_node.n[\"b\"]: the run was stopped");
  }

  @Test
  void theTimeToBeReadyReachesTheProvider() {
    given(nodes("\"a\"", 1, ""));
    workbench.apply(nodes("\"a\"", 2, "ready_timeout = \"90s\""));
    assertThat(provider.readyTimeouts()).containsEntry("es_node.n[\"a\"]", "PT1M30S");

    workbench.apply(nodes("\"a\"", 3, ""));
    assertThat(provider.readyTimeouts()).containsEntry("es_node.n[\"a\"]", "null");
  }

  private static String counted(int size) {
    return "resource \"es_node\" \"n\" {\n count = 4\n size = %d\n}\nresource \"thing\" \"after\" { inputs = es_node.n[*].id }"
        .formatted(size);
  }

  @Test
  void nodesAreUpdatedOneAfterAnother() {
    workbench.apply(counted(1));
    provider.forgetCalls();

    ApplyResult result = workbench.apply(counted(2));

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
    workbench.apply(counted(1));
    provider.forgetCalls();
    provider.failOn("update es_node.n[1]", Ending.REFUSED);

    ApplyResult result = workbench.apply(counted(2));

    assertThat(provider.calls())
        .containsExactly(
            "+update es_node.n[0]", "-update es_node.n[0]",
            "+update es_node.n[1]", "-update es_node.n[1]");
    assertThat(notDone(result))
        .containsExactly(
            "es_node.n[2]: es_node.n[1] failed, which stopped the rollout of its resource",
            "es_node.n[3]: es_node.n[1] failed, which stopped the rollout of its resource");
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

    assertThat(errors(result)).isEmpty();
    assertThat(result.added()).isEqualTo(4);
    assertThat(provider.world()).hasSize(4);
  }

  @Test
  void aCancelledRolloutGoesNoFurther() {
    workbench.apply(counted(1));
    provider.forgetCalls();
    provider.whileWorking(() -> workbench.cancellation().request());

    ApplyResult result = workbench.apply(counted(2));

    assertThat(provider.calls()).containsExactly("+update es_node.n[0]", "-update es_node.n[0]");
    assertThat(notDone(result))
        .containsExactly(
            "es_node.n[1]: the run was stopped",
            "es_node.n[2]: the run was stopped",
            "es_node.n[3]: the run was stopped");
  }
}
