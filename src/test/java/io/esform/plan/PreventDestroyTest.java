package io.esform.plan;

import static io.esform.plan.PriorThings.address;
import static io.esform.plan.PriorThings.applied;
import static io.esform.plan.PriorThings.state;
import static io.esform.plan.PriorThings.thing;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.esform.state.DeposedKey;
import io.esform.state.State;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The objects that `prevent_destroy` protects: all at the addresses of a block that still exists.
class PreventDestroyTest {

  private static final String HELD =
      """
      resource "thing" "a" {
        %s
        lifecycle {
          prevent_destroy = %s
        }
      }
      """;
  private static final String COUNTED = "count = 1\n  name = \"x${count.index}\"";
  private static final String KEYED = "for_each = toset([\"p\"])\n  name = each.key";

  @Test
  void anInstanceWhoseIndexIsGone() {
    assertThat(
            refused(
                PlanFixture.of(HELD.formatted(COUNTED, "true"))
                    .on(state("thing.a[0]=x0", "thing.a[1]=x1", "thing.a[2]=x2"))))
        .containsExactly("thing.a[1]", "thing.a[2]");
  }

  @Test
  void anInstanceWhoseKeyIsGone() {
    assertThat(
            refused(
                PlanFixture.of(HELD.formatted(KEYED, "true"))
                    .on(state("thing.a[\"p\"]=p", "thing.a[\"q\"]=q"))))
        .containsExactly("thing.a[\"q\"]");
  }

  @Test
  void theInstancesOfARepetitionOfAnotherKind() {
    assertThat(
            refused(
                PlanFixture.of(HELD.formatted(KEYED, "true"))
                    .on(state("thing.a[0]=x0", "thing.a[1]=x1"))))
        .containsExactly("thing.a[0]", "thing.a[1]");
    assertThat(
            refused(
                PlanFixture.of(HELD.formatted("name = \"x0\"", "true"))
                    .on(state("thing.a[0]=x0", "thing.a[1]=x1"))))
        .containsExactly("thing.a[1]");
  }

  @Test
  void whatIsInAModuleWhoseKeyIsGone() {
    Map<String, String> files =
        Map.of(
            "main.esf",
            """
            module "m" {
              source   = "./m"
              for_each = { p = true }
              held     = each.value
            }
            """,
            "m/main.esf",
            "variable \"held\" { default = true }\n"
                + HELD.formatted("name = \"x\"", "true")
                + thing("free", "y"));

    assertThat(
            refused(
                PlanFixture.of(files)
                    .on(
                        state(
                            "module.m[\"p\"].thing.a=x",
                            "module.m[\"q\"].thing.a=x2",
                            "module.m[\"q\"].thing.free=y2",
                            "module.m[\"q\"].thing.gone=z"))))
        .containsExactly("module.m[\"q\"].thing.a");
  }

  @Test
  void aConditionOfTheKeyDecidesForKeysThatAreGone() {
    PlanFixture fixture =
        PlanFixture.of(HELD.formatted(KEYED, "each.key != \"q\""))
            .on(state("thing.a[\"p\"]=p", "thing.a[\"q\"]=q", "thing.a[\"r\"]=r"));

    assertThat(refused(fixture)).containsExactly("thing.a[\"r\"]");
  }

  @Test
  void aConditionThatNeedsTheValueOfAKeyThatIsGoneKeepsTheObject() {
    Map<String, String> files =
        Map.of(
            "main.esf",
            """
            locals { held = { p = true } }
            module "m" {
              source   = "./m"
              for_each = local.held
              held     = local.held[each.key]
            }
            """,
            "m/main.esf",
            "variable \"held\" {}\n" + HELD.formatted("name = \"x\"", "var.held"));
    State prior = state("module.m[\"p\"].thing.a=x", "module.m[\"q\"].thing.a=x2");

    assertThat(refused(PlanFixture.of(files).on(prior))).containsExactly("module.m[\"q\"].thing.a");
    assertThat(PlanFixture.of(files).on(prior).diagnostics().getFirst())
        .contains("cannot be evaluated for a removed key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"thing.a[0]=x0", "thing.a[1]=x1"})
  void whatADestroyTakesDown(String existing) {
    assertThat(
            refused(
                PlanFixture.of(HELD.formatted(COUNTED, "true")).on(state(existing)).destroying()))
        .containsExactly(existing.substring(0, existing.indexOf('=')));
    assertThat(
            refused(
                PlanFixture.of(HELD.formatted(COUNTED, "false")).on(state(existing)).destroying()))
        .isEmpty();
  }

  @Test
  void whatIsReplacedByRequestOrByATrigger() {
    String held = HELD.formatted("name = \"x\"", "true");
    assertThat(refused(PlanFixture.of(held).on(state("thing.a=x")).replacing("thing.a")))
        .containsExactly("thing.a");
    String triggered =
        held.replace("prevent_destroy", "replace_triggered_by = [thing.b]\n    prevent_destroy")
            + "resource \"thing\" \"b\" {\n  name = \"y\"\n  size = 2\n}\n";
    assertThat(refused(PlanFixture.of(triggered).on(state("thing.a=x", "thing.b=y"))))
        .containsExactly("thing.a");
  }

  @Test
  void anOldObjectThatAReplacementHasLeftBehind() {
    State prior = state("thing.a=x");
    var deposed =
        new TreeMap<>(
            Map.of(
                new DeposedKey(address("thing.a"), 0),
                requireNonNull(prior.instance(address("thing.a")))));
    State left = new State(1, "lineage", prior.outputs(), prior.instances(), deposed);

    assertThat(refused(PlanFixture.of(HELD.formatted("name = \"x\"", "true")).on(left)))
        .containsExactly("thing.a");
    assertThat(refused(PlanFixture.of(HELD.formatted("name = \"x\"", "false")).on(left))).isEmpty();
  }

  @Test
  void anObjectThatIsMovedToAnAddressWithoutAnInstance() {
    String moved =
        HELD.formatted(COUNTED, "true") + "moved {\n  from = thing.b\n  to   = thing.a[5]\n}\n";

    assertThat(refused(PlanFixture.of(moved).on(state("thing.a[0]=x0", "thing.b=y"))))
        .containsExactly("thing.a[5]");
  }

  @Test
  void anObjectWhoseMoveIsNotDone() {
    String moved =
        HELD.formatted("name = \"x\"", "true") + "moved {\n  from = thing.b\n  to   = thing.a\n}\n";

    assertThat(refused(PlanFixture.of(moved).on(state("thing.a=x", "thing.b=y"))))
        .containsExactly("thing.b");
  }

  @Test
  void nothingOnceItsBlockIsGoneOrItIsForgotten() {
    assertThat(refused(PlanFixture.of(thing("b", "y")).on(state("thing.a=x", "thing.b=y"))))
        .isEmpty();
    assertThat(
            refused(
                PlanFixture.of(
                        "removed {\n  from = thing.a\n  lifecycle {\n    destroy = false\n  }\n}")
                    .on(state("thing.a[1]=x1"))))
        .isEmpty();
  }

  @Test
  void onlyWhatTheRunSelects() {
    String two = HELD.formatted(COUNTED, "true") + thing("b", "y");
    State prior = state("thing.a[0]=x0", "thing.a[1]=x1", "thing.b=y");

    assertThat(refused(PlanFixture.of(two).on(prior).excluding("thing.a[1]"))).isEmpty();
    assertThat(refused(PlanFixture.of(two).on(prior).targeting("thing.b"))).isEmpty();
    assertThat(refused(PlanFixture.of(two).on(prior).targeting("thing.a")))
        .containsExactly("thing.a[1]");
    assertThat(refused(PlanFixture.of(two).on(prior).destroying().targeting("thing.b"))).isEmpty();
  }

  /// The addresses that may not be destroyed; fails on any other error.
  private static List<String> refused(PlanFixture fixture) {
    var errors = fixture.run().diagnostics().all().stream().filter(it -> it.isError()).toList();
    assertThat(errors).allMatch(it -> it.summary().equals("Instance cannot be destroyed"));
    return errors.stream().map(it -> String.valueOf(it.address())).toList();
  }

  @Test
  void preventDestroyRefusesDestroyAndReplacement() {
    String text =
        """
        resource "thing" "a" {
          name = "x"
          lifecycle { prevent_destroy = true }
        }
        """;
    State state = applied(PlanFixture.of(text).plan());

    assertThat(PlanFixture.of(text).on(state).destroying().errors())
        .containsExactly("Instance cannot be destroyed @ main.esf:1:1");
    assertThat(PlanFixture.of(text.replace("\"x\"", "\"y\"")).on(state).errors())
        .containsExactly("Instance cannot be destroyed @ main.esf:1:1");
  }

  @Test
  void whatItsTypeKeepsFromDeletionIsRefusedWhenPlanned() {
    String text = "resource \"thing\" \"a\" {\n  name = \"held\"\n}\n";
    State state = applied(PlanFixture.of(text).plan());

    assertThat(PlanFixture.of(text).on(state).errors()).isEmpty();
    assertThat(PlanFixture.of(text).on(state).destroying().errors())
        .singleElement(as(STRING))
        .startsWith("Held");
    assertThat(PlanFixture.of(text.replace("held", "y")).on(state).errors())
        .singleElement(as(STRING))
        .startsWith("Held");
    assertThat(PlanFixture.of("").on(state).errors()).singleElement(as(STRING)).startsWith("Held");
  }

  @Test
  void preventDestroyIsAConditionThatMustBeKnown() {
    String text =
        """
        variable "kept" { default = true }
        resource "thing" "a" {
          name = "x"
          lifecycle { prevent_destroy = var.kept }
        }
        """;
    State state = applied(PlanFixture.of(text).plan());
    String replaced = text.replace("\"x\"", "\"y\"");

    assertThat(PlanFixture.of(replaced).on(state).errors())
        .containsExactly("Instance cannot be destroyed @ main.esf:2:1");
    assertThat(PlanFixture.of(replaced).on(state).with("kept", "false").run().plan()).isNotNull();
    assertThat(PlanFixture.of(replaced).on(state).with("kept", "maybe").errors())
        .containsExactly("Invalid condition @ main.esf:4:33");
    String late =
        replaced.replace("var.kept", "thing.b.id == 1")
            + "resource \"thing\" \"b\" { name = \"z\" }";
    assertThat(PlanFixture.of(late).on(state).errors())
        .containsExactly("Unknown prevent_destroy @ main.esf:4:33");
  }
}
