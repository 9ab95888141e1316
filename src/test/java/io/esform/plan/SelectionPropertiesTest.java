package io.esform.plan;

import static io.esform.plan.PriorThings.applied;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.Generator;
import io.esform.testing.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Properties of selections, for random graphs of references.
class SelectionPropertiesTest {

  /// The form of a thing in the configuration.
  enum Form {
    SINGLE,
    COUNTED,
    IN_MODULE
  }

  /// @param needs indexes of earlier things
  record Thing(Form form, Set<Integer> needs, boolean throughLocal) {}

  /// Things by index, each with dependencies among earlier ones, and a selected one.
  record Graph(List<Thing> things, int picked) {

    String text(int index) {
      Thing thing = things.get(index);
      var names = new ArrayList<String>();
      thing.needs().forEach(needed -> names.add(nameOf(needed)));
      String inputs = "[" + String.join(", ", names) + "]";
      String local = "";
      if (thing.throughLocal()) {
        local = "locals {\n  l%d = %s\n}\n".formatted(index, inputs);
        inputs = "local.l" + index;
      }
      return local
          + switch (thing.form()) {
            case SINGLE ->
                "resource \"thing\" \"t%1$d\" {\n  name = \"t%1$d\"\n  inputs = %2$s\n}\n"
                    .formatted(index, inputs);
            case COUNTED ->
                "resource \"thing\" \"t%1$d\" {\n  count = 2\n  name = \"t%1$d-${count.index}\"\n  inputs = %2$s\n}\n"
                    .formatted(index, inputs);
            case IN_MODULE ->
                "module \"t%1$d\" {\n  source = \"./child\"\n  name = \"t%1$d\"\n  inputs = %2$s\n}\n"
                    .formatted(index, inputs);
          };
    }

    private String nameOf(int index) {
      return switch (things.get(index).form()) {
        case SINGLE -> "thing.t%d.name".formatted(index);
        case COUNTED -> "thing.t%d[1].name".formatted(index);
        case IN_MODULE -> "module.t%d.name".formatted(index);
      };
    }

    String address(int index) {
      return things.get(index).form() == Form.IN_MODULE ? "module.t" + index : "thing.t" + index;
    }

    List<String> instances(int index) {
      return switch (things.get(index).form()) {
        case SINGLE -> List.of("thing.t" + index);
        case COUNTED -> List.of("thing.t%d[0]".formatted(index), "thing.t%d[1]".formatted(index));
        case IN_MODULE -> List.of("module.t%d.thing.this".formatted(index));
      };
    }

    Set<Integer> needed() {
      var found = new TreeSet<>(Set.of(picked));
      for (int index = picked; index >= 0; index--) {
        if (found.contains(index)) {
          found.addAll(things.get(index).needs());
        }
      }
      return found;
    }

    Set<Integer> needing() {
      var found = new TreeSet<>(Set.of(picked));
      for (int index = picked; index < things.size(); index++) {
        if (things.get(index).needs().stream().anyMatch(found::contains)) {
          found.add(index);
        }
      }
      return found;
    }

    List<String> actions(Set<Integer> which, Action action) {
      return which.stream()
          .flatMap(index -> instances(index).stream())
          .map(address -> address + " " + action)
          .toList();
    }

    Set<Integer> allBut(Set<Integer> which) {
      var rest = new TreeSet<Integer>();
      for (int index = 0; index < things.size(); index++) {
        if (!which.contains(index)) {
          rest.add(index);
        }
      }
      return rest;
    }

    PlanFixture fixture() {
      var main = new StringBuilder();
      for (int index = 0; index < things.size(); index++) {
        main.append(text(index));
      }
      return PlanFixture.of(
          Map.of(
              "main.esf",
              main.toString(),
              "child/child.esf",
              """
              variable "name" {}
              variable "inputs" {}
              resource "thing" "this" {
                name    = var.name
                inputs  = var.inputs
              }
              output "name" { value = thing.this.name }
              """));
    }
  }

  private static Graph graph(Random random) {
    var things = new ArrayList<Thing>();
    int size = 1 + random.nextInt(7);
    for (int index = 0; index < size; index++) {
      var needs = new TreeSet<Integer>();
      for (int left = index == 0 ? 0 : random.nextInt(4); left > 0; left--) {
        needs.add(random.nextInt(index));
      }
      things.add(new Thing(Generator.of(Form.values()).next(random), needs, random.nextBoolean()));
    }
    return new Graph(things, random.nextInt(size));
  }

  @Test
  void aTargetIsPlannedWithWhatItNeedsAndNothingElse() {
    Property.holds(
        60,
        draw -> {
          Graph graph = draw.from(SelectionPropertiesTest::graph);
          assertThat(graph.fixture().targeting(graph.address(graph.picked())).actions())
              .containsExactlyInAnyOrderElementsOf(graph.actions(graph.needed(), Action.CREATE));
        });
  }

  @Test
  void anExcludeIsLeftOutWithWhatNeedsItAndNothingElse() {
    Property.holds(
        60,
        draw -> {
          Graph graph = draw.from(SelectionPropertiesTest::graph);
          assertThat(graph.fixture().excluding(graph.address(graph.picked())).actions())
              .containsExactlyInAnyOrderElementsOf(
                  graph.actions(graph.allBut(graph.needing()), Action.CREATE));
        });
  }

  @Test
  void aTargetIsDestroyedWithWhatNeedsItAndNothingElse() {
    Property.holds(
        40,
        draw -> {
          Graph graph = draw.from(SelectionPropertiesTest::graph);
          PlanFixture fixture = graph.fixture();
          fixture.on(applied(fixture.plan()));
          assertThat(fixture.destroying().targeting(graph.address(graph.picked())).actions())
              .containsExactlyInAnyOrderElementsOf(graph.actions(graph.needing(), Action.DELETE));
        });
  }

  @Test
  void anExcludeStaysWithWhatItNeedsWhenTheRestIsDestroyed() {
    Property.holds(
        40,
        draw -> {
          Graph graph = draw.from(SelectionPropertiesTest::graph);
          PlanFixture fixture = graph.fixture();
          fixture.on(applied(fixture.plan()));
          assertThat(fixture.destroying().excluding(graph.address(graph.picked())).actions())
              .containsExactlyInAnyOrderElementsOf(
                  graph.actions(graph.allBut(graph.needed()), Action.DELETE));
        });
  }
}
