package io.esform.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.FakeProvider;
import io.esform.testing.FakeProvider.Ending;
import io.esform.testing.Workbench;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Objects that are down are restored before objects that are up are changed.
class RevivalTest {

  private static final List<String> KEYS = List.of("a", "b", "c", "d");

  private final FakeProvider provider = new FakeProvider();
  private final Workbench workbench = new Workbench(provider);

  /// A database, four dependent nodes, a balancer that depends on the nodes, and an unrelated
  /// object.
  private static String cluster(int size, String balancer) {
    return """
    resource "thing" "database" {
      name = "database"
      rollout {}
    }
    resource "es_node" "n" {
      for_each   = toset(["a", "b", "c", "d"])
      name       = each.key
      size       = %d
      depends_on = [thing.database]
    }
    resource "thing" "balancer" {
      name = "balancer"
      %s
    }
    resource "thing" "aside" {
      name = "aside"
      size = %1$d
    }
    """
        .formatted(size, balancer);
  }

  private static String ordered(int size) {
    return cluster(size, "depends_on = [es_node.n]");
  }

  private void given(String text) {
    workbench.apply(text);
    provider.forgetCalls();
  }

  private String id(String name) {
    return provider.world().entrySet().stream()
        .filter(entry -> entry.getValue().get("name").equals(Value.of(name)))
        .map(Map.Entry<String, ObjectValue>::getKey)
        .findFirst()
        .orElseThrow();
  }

  private void kill(String name) {
    provider.world().remove(id(name));
  }

  private void stop(String name) {
    provider.bringDown(id(name));
  }

  /// The starts of calls; nodes by their keys.
  private List<String> starts() {
    return provider.calls().stream()
        .filter(call -> call.startsWith("+"))
        .map(call -> call.substring(1).replaceAll("es_node.n\\[\"(.)\"]", "$1"))
        .toList();
  }

  @Test
  void aBalancerThatIsGoneIsCreatedBeforeAnyNodeIsUpdated() {
    given(ordered(1));
    kill("balancer");

    ApplyResult result = workbench.apply(ordered(2));

    assertThat(result.diagnostics().all()).isEmpty();
    assertThat(provider.calls())
        .startsWith("+create thing.balancer", "-create thing.balancer")
        .hasSize(12);
    assertThat(workbench.plan(ordered(2)).isEmpty()).isTrue();
  }

  @Test
  void aBalancerThatDoesNotServeIsUpdatedBeforeAnyNodeIs() {
    given(ordered(1));
    stop("balancer");

    workbench.apply(ordered(2));

    assertThat(provider.calls())
        .startsWith("+update thing.balancer", "-update thing.balancer")
        .hasSize(12);
  }

  @Test
  void aBalancerThatIsReplacedWhileItIsDownGoesFirstToo() {
    given(ordered(1));
    stop("balancer");
    String renamed = ordered(2).replace("name = \"balancer\"", "name = \"other\"");

    workbench.apply(renamed);

    assertThat(starts()).startsWith("delete thing.balancer", "create thing.balancer").hasSize(7);
  }

  @Test
  void valuesThatTheRolloutDoesNotChangeDoNotHoldItBack() {
    String text = "inputs = [for n in es_node.n : n.id]";
    given(cluster(1, text));
    kill("balancer");

    workbench.apply(cluster(2, text));

    assertThat(starts()).startsWith("create thing.balancer");
    assertThat(workbench.plan(cluster(2, text)).isEmpty()).isTrue();
  }

  @Test
  void whatIsSharedWithOthersIsEvaluatedAgainForThem() {
    String text =
        """
        inputs = [for n in local.nodes : n.id]
        }
        locals { nodes = [for n in es_node.n : { id = n.id, echo = n.echo }] }
        resource "thing" "reader" {
          size = sum([for n in local.nodes : n.echo])
        """;
    given(cluster(1, text));
    kill("balancer");

    ApplyResult result = workbench.apply(cluster(2, text));

    assertThat(result.diagnostics().all()).isEmpty();
    assertThat(starts()).startsWith("create thing.balancer").endsWith("update thing.reader");
    assertThat(workbench.plan(cluster(2, text)).isEmpty()).isTrue();
  }

  @Test
  void whoNeedsWhatTheRolloutChangesWaitsForIt() {
    String text = "size = sum([for n in es_node.n : n.echo])";
    given(cluster(1, text));
    kill("balancer");

    ApplyResult result = workbench.apply(cluster(2, text));

    assertThat(result.diagnostics().all()).isEmpty();
    assertThat(starts()).containsSubsequence("update d", "create thing.balancer").hasSize(6);
  }

  @Test
  void whoNeedsANewInstanceWaitsForIt() {
    String text = "inputs = [for n in es_node.n : n.id]";
    given(cluster(1, text));
    kill("balancer");
    String grown = cluster(1, text).replace("\"d\"]", "\"d\", \"e\"]");

    ApplyResult result = workbench.apply(grown);

    assertThat(result.diagnostics().all()).isEmpty();
    assertThat(starts()).containsExactly("create e", "create thing.balancer");
  }

  @Test
  void aNodeThatIsDownGoesBeforeTheOthersOfItsRollout() {
    given(ordered(1));
    stop("c");

    workbench.apply(ordered(2));

    assertThat(provider.calls()).startsWith("+update es_node.n[\"c\"]", "-update es_node.n[\"c\"]");
    assertThat(starts()).containsSubsequence("update c", "update a", "update b", "update d");
  }

  @Test
  void nodesThatAreDownDoNotWaitForEachOther() {
    given(ordered(1));
    stop("b");
    kill("d");
    var gate = new CyclicBarrier(2);
    provider.whileWorking(() -> meetAt(gate));
    provider.endWith(_ -> {
      provider.whileWorking(() -> {});
      return Ending.GOOD;
    });

    ApplyResult result = workbench.apply(ordered(1));

    assertThat(result.diagnostics().all()).isEmpty();
    assertThat(starts()).containsExactlyInAnyOrder("update b", "create d");
  }

  private static void meetAt(CyclicBarrier gate) {
    try {
      gate.await(20, TimeUnit.SECONDS);
    } catch (Exception alone) {
      throw new IllegalStateException("only one call was at work", alone);
    }
  }

  @Test
  void aNodeThatIsDownStillWaitsForItsDatabase() {
    given(ordered(1));
    stop("a");
    String changed = ordered(1).replace("name = \"database\"", "name = \"database\"\nsize = 5");

    workbench.apply(changed);

    assertThat(starts()).containsExactly("update thing.database", "update a");
  }

  @Test
  void aRevivalThatFailsHoldsBackOnlyWhatDependsOnIt() {
    given(ordered(1));
    kill("balancer");
    provider.endWith(call -> call.contains("balancer") ? Ending.REFUSED : Ending.GOOD);

    ApplyResult result = workbench.apply(ordered(2));

    assertThat(result.notDone()).isEmpty();
    assertThat(starts()).startsWith("create thing.balancer").hasSize(6);
  }

  @Test
  void aNodeThatCannotBeRevivedStopsItsRollout() {
    given(ordered(1));
    stop("d");
    provider.endWith(call -> call.contains("\"d\"") ? Ending.REFUSED : Ending.GOOD);

    ApplyResult result = workbench.apply(ordered(2));

    assertThat(starts()).containsExactlyInAnyOrder("update d", "update thing.aside");
    assertThat(result.notDone()).hasSize(KEYS.size() - 1);
  }

  @Test
  void nothingThatIsUpIsChangedByARunThatIsStoppedWhileItRevives() {
    given(ordered(1));
    kill("balancer");
    provider.whileWorking(() -> workbench.cancellation().request());

    ApplyResult result = workbench.apply(ordered(2));

    assertThat(starts()).containsExactly("create thing.balancer");
    assertThat(result.notDone()).hasSize(KEYS.size() + 1);
  }
}
