package io.esform.plan;

import static io.esform.plan.PriorThings.allTainted;
import static io.esform.plan.PriorThings.applied;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import io.esform.state.State;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.UnknownValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The decisions of plans, with a provider of one simple type.
class PlannerTest {

  @Test
  void whatDoesNotExistIsCreatedWithItsIdUnknown() {
    Plan plan = PlanFixture.of("resource \"thing\" \"a\" { name = \"x\" }").plan();

    assertThat(summary(plan)).containsExactly("thing.a CREATE VALUES");
    ObjectValue after = plan.changes().getFirst().after();
    assertThat(after).isNotNull();
    assertThat(after.get("id")).isInstanceOf(UnknownValue.class);
    assertThat(after.get("size")).isEqualTo(Value.of(1));
  }

  @Test
  void anUnchangedConfigurationPlansNothing() {
    PlanFixture fixture = PlanFixture.of("resource \"thing\" \"a\" { name = \"x\" }");

    Plan plan = fixture.on(applied(fixture.plan())).plan();

    assertThat(summary(plan)).containsExactly("thing.a NO_OP VALUES");
    assertThat(plan.isEmpty()).isTrue();
  }

  @Test
  void aChangedArgumentIsAnUpdateAndAnImmutableOneAReplacement() {
    State state = applied(PlanFixture.of("resource \"thing\" \"a\" { name = \"x\" }").plan());

    assertThat(
            summary(
                PlanFixture.of("resource \"thing\" \"a\" {\n name = \"x\"\n size = 2\n}")
                    .on(state)
                    .plan()))
        .containsExactly("thing.a UPDATE VALUES");
    Plan replaced = PlanFixture.of("resource \"thing\" \"a\" { name = \"y\" }").on(state).plan();
    assertThat(summary(replaced)).containsExactly("thing.a REPLACE REQUIRES_REPLACEMENT");
    assertThat(replaced.changes().getFirst().replacement().paths()).hasToString("[name]");
    assertThat(replaced.changes().getFirst().generation()).isEqualTo(2);
  }

  @Test
  void whatIsGoneIsCreatedAgainAsANewGeneration() {
    PlanFixture fixture = PlanFixture.of("resource \"thing\" \"a\" { name = \"x\" }");
    fixture.on(applied(fixture.plan())).provider().world().clear();

    Plan plan = fixture.plan();

    assertThat(summary(plan)).containsExactly("thing.a CREATE GONE");
    assertThat(plan.changes().getFirst().generation()).isEqualTo(2);
  }

  @Test
  void instancesThatAreNoLongerAskedForAreDeletedWithTheReason() {
    State state =
        applied(
            PlanFixture.of(
                    """
                    resource "thing" "a" {
                      count = 2
                      name  = "x${count.index}"
                    }
                    resource "thing" "b" { name = "y" }
                    """)
                .plan());

    Plan plan =
        PlanFixture.of(
                """
                resource "thing" "a" {
                  count = 1
                  name  = "x${count.index}"
                }
                """)
            .on(state)
            .plan();

    assertThat(summary(plan))
        .containsExactly(
            "thing.a[0] NO_OP VALUES",
            "thing.a[1] DELETE KEY_NOT_IN_CONFIGURATION",
            "thing.b DELETE NOT_IN_CONFIGURATION");
  }

  @Test
  void aTaintedInstanceIsReplaced() {
    PlanFixture fixture = PlanFixture.of("resource \"thing\" \"a\" { name = \"x\" }");
    Plan plan = fixture.on(allTainted(applied(fixture.plan()))).plan();

    assertThat(summary(plan)).containsExactly("thing.a REPLACE TAINTED");
  }

  @Test
  void referencesCarryValuesThroughLocalsModulesAndKeys() {
    Plan plan =
        PlanFixture.of(
                Map.of(
                    "main.esf",
                    """
                    locals {
                      names = { for m in values(module.child) : m.made => m.made }
                    }
                    module "child" {
                      source   = "./child"
                      for_each = toset(["p", "q"])
                      prefix   = each.key
                    }
                    resource "thing" "joined" {
                      name    = "joined"
                      inputs  = [for name in local.names : name]
                    }
                    output "second" { value = module.child["q"].made }
                    """
                        .replace(
                            "values(module.child)", "[module.child[\"p\"], module.child[\"q\"]]"),
                    "child/child.esf",
                    """
                    variable "prefix" { type = string }
                    resource "thing" "made" { name = "${var.prefix}-made" }
                    output "made" { value = thing.made.name }
                    """))
            .plan();

    assertThat(summary(plan))
        .containsExactly(
            "thing.joined CREATE VALUES",
            "module.child[\"p\"].thing.made CREATE VALUES",
            "module.child[\"q\"].thing.made CREATE VALUES");
    Change joined = plan.changes().getFirst();
    ObjectValue after = joined.after();
    assertThat(after).isNotNull();
    assertThat(after.get("inputs")).isEqualTo(Value.listOf(List.of("p-made", "q-made")));
    assertThat(joined.dependencies()).hasToString("[module.child.thing.made]");
    assertThat(plan.outputs().getFirst().after()).isEqualTo(Value.of("q-made"));
  }

  @Test
  void destroyingDeletesEverythingTheStateHolds() {
    PlanFixture fixture =
        PlanFixture.of("resource \"thing\" \"a\" { name = \"x\" }\noutput \"o\" { value = 1 }");

    Plan plan = fixture.on(applied(fixture.plan())).destroying().plan();

    assertThat(summary(plan)).containsExactly("thing.a DELETE DESTROY");
    assertThat(plan.outputs().getFirst().after()).isNull();
  }

  @Test
  void whatAnEarlyReplacementNeedsIsCreatedFirstUnlessItsLifecycleForbidsIt() {
    String text =
        """
        resource "thing" "a" {
          name    = "%1$s-a"
          inputs  = [thing.b.name]
          lifecycle { create_before_destroy = true }
        }
        resource "thing" "b" {
          name    = "%1$s-b"
          inputs  = [thing.c.name]
        }
        resource "thing" "c" {
          name = "%1$s-c"
          lifecycle {
            %2$s
          }
        }
        """;
    State state = applied(PlanFixture.of(text.formatted("x", "")).plan());

    Plan plan = PlanFixture.of(text.formatted("y", "")).on(state).plan();
    assertThat(plan.changes()).allMatch(change -> change.replacement().createFirst());

    String forbidden = text.formatted("y", "create_before_destroy = false");
    Diagnostic cycle = PlanFixture.of(forbidden).on(state).run().diagnostics().all().getFirst();
    assertThat(cycle.subject()).hasToString("main.esf:13:29");
    assertThat(cycle.summary()).isEqualTo("Cycle of replacements");
    assertThat(cycle.detail())
        .isEqualTo(
            """
            thing.a and thing.c must both be replaced, but their lifecycles require a cyclic order:
                the new thing.a waits for the new thing.c, which it needs
                the new thing.c waits until the old one is destroyed (main.esf:13:29)
                the old thing.c stays until the old thing.b, which needs it, is destroyed
                the old thing.b stays until the old thing.a, which needs it, is destroyed
                the old thing.a stays until the new one is created (main.esf:4:39)
            Remove create_before_destroy = false from thing.c, so that it is also created first, or remove create_before_destroy = true from thing.a.\
            """);
    String onlyTheNeeded = forbidden.replace("\"y-a\"", "\"x-a\"");
    assertThat(PlanFixture.of(onlyTheNeeded).on(state).run().plan()).isNotNull();
  }

  @Test
  void aChainOfReferencesMayBeLong() {
    var text = new StringBuilder("resource \"thing\" \"t0\" { name = \"x\" }\n");
    int length = 3000;
    for (int index = length; index > 0; index--) {
      text.append(
          "resource \"thing\" \"t%d\" {\n name = \"x%d\"\n inputs = thing.t%d.inputs\n}\n"
              .formatted(index, index, index - 1));
    }
    assertThat(PlanFixture.of(text.toString()).plan().toAdd()).isEqualTo(length + 1);
  }

  private static List<String> summary(Plan plan) {
    return plan.changes().stream()
        .map(change -> change.address() + " " + change.action() + " " + change.reason())
        .toList();
  }
}
