package io.esform.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.ProviderKey;
import io.esform.config.decode.ConfigurationLoader;
import io.esform.config.graph.ReferenceGraph;
import io.esform.config.graph.ReferenceGraph.Node;
import io.esform.eval.Evaluator;
import io.esform.eval.functions.FunctionEnvironment;
import io.esform.eval.functions.Functions;
import io.esform.testing.MemoryFiles;
import io.esform.testing.NoFiles;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Every reference that affects a value is an edge, in any place.
class ReferenceGraphTest {

  private static final ProviderKey THINGS = new ProviderKey("things", null);

  @Test
  void aResourceNeedsWhatItsLifecycleAndRolloutNeed() {
    ReferenceGraph graph =
        graph(
            """
            resource "thing" "a" {
              count = thing.count.size
              name  = thing.body.id
              rollout {
                max_unavailable = thing.rollout.size
              }
              lifecycle {
                prevent_destroy      = thing.prevent.size > 0
                replace_triggered_by = [thing.trigger]
                precondition {
                  condition     = thing.before.size > 0
                  error_message = thing.message.id
                }
                postcondition {
                  condition     = self.id == thing.after.id
                  error_message = "No."
                }
              }
              depends_on = [thing.order]
            }
            """
                + things(
                    "count", "body", "rollout", "prevent", "trigger", "before", "message", "after",
                    "order"));

    assertThat(needed(graph, "thing.a"))
        .containsExactlyInAnyOrder(
            "thing.count",
            "thing.body",
            "thing.rollout",
            "thing.prevent",
            "thing.trigger",
            "thing.before",
            "thing.message",
            "thing.after",
            "thing.order");
  }

  @Test
  void aResourceNeedsWhatItsImportNeeds() {
    ReferenceGraph graph =
        graph(
            """
            import {
              for_each = thing.keys.friends
              to       = thing.a[thing.key.id]
              id       = thing.id.id
            }
            import {
              to = thing.undeclared
              id = thing.id.id
            }
            """
                + things("a", "keys", "key", "id"));

    assertThat(needed(graph, "thing.a"))
        .containsExactlyInAnyOrder("thing.keys", "thing.key", "thing.id");
    assertThat(names(graph)).doesNotContain("thing.undeclared");
  }

  @Test
  void aCheckNeedsWhatItsDataSourceAndItsProviderNeedButNotWhatItAsserts() {
    ReferenceGraph graph =
        graph(
            """
            provider "things" {
              endpoint = thing.server.id
            }
            check "health" {
              data "other" "health" {
                name = thing.read.id
              }
              assert {
                condition     = thing.asserted.id == data.other.health.id
                error_message = "No."
              }
            }
            """
                + things("server", "read", "asserted"));

    assertThat(needed(graph, "check.health")).containsExactly("thing.read", "thing.server");
  }

  private static String things(String... names) {
    var text = new StringBuilder();
    for (String name : names) {
      text.append("resource \"thing\" \"%s\" {\n  name = \"x\"\n}\n".formatted(name));
    }
    return text.toString();
  }

  /// A graph in which data sources belong to a provider, and resources to none.
  private static ReferenceGraph graph(String text) {
    var functions =
        new Functions(new FunctionEnvironment(new NoFiles(), new TemplateReader(), Instant.EPOCH));
    Module root =
        ConfigurationLoader.load(
                ".", new MemoryFiles(Map.of("main.esf", text)), new Evaluator(functions))
            .configuration()
            .root();
    return ReferenceGraph.of(
        root,
        resource -> resource.key().type().equals("other") ? Optional.of(THINGS) : Optional.empty());
  }

  private static List<String> names(ReferenceGraph graph) {
    return StreamSupport.stream(graph.nodes().spliterator(), false).map(Node::toString).toList();
  }

  private static List<String> needed(ReferenceGraph graph, String name) {
    return StreamSupport.stream(graph.nodes().spliterator(), false)
        .filter(node -> node.toString().equals(name))
        .flatMap(node -> graph.resourcesNeededBy(node).stream())
        .map(Node::toString)
        .toList();
  }
}
