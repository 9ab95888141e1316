package io.esform.plan;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.Diagnostic;
import io.esform.state.InstanceState;
import io.esform.state.InstanceState.Status;
import io.esform.state.State;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.UnknownValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What a plan decides, over a provider of one simple type.
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
            thing.a and thing.c must both be replaced, and their lifecycles order that in a circle:
                the new thing.a waits for the new thing.c, which it needs
                the new thing.c waits until the old one is destroyed (main.esf:13:29)
                the old thing.c stays until the old thing.b, which needs it, is destroyed
                the old thing.b stays until the old thing.a, which needs it, is destroyed
                the old thing.a stays until the new one is made (main.esf:4:39)
            Take create_before_destroy = false out of thing.c, so that it is created first too; or take create_before_destroy = true out of thing.a.\
            """);
    String onlyTheNeeded = forbidden.replace("\"y-a\"", "\"x-a\"");
    assertThat(PlanFixture.of(onlyTheNeeded).on(state).run().plan()).isNotNull();
  }

  @Test
  void twoObjectsCannotHoldTheSameWhenTheNewOneIsCreatedFirst() {
    String text =
        """
        resource "thing" "a" {
          name = "x"
          lifecycle { create_before_destroy = true }
        }
        """;
    State tainted = allTainted(applied(PlanFixture.of(text).plan()));

    assertThat(PlanFixture.of(text).on(tainted).errors())
        .containsExactly("Cannot create before destroy @ main.esf:2:10");
    assertThat(PlanFixture.of(text.replace("\"x\"", "\"y\"")).on(tainted).run().plan()).isNotNull();
    assertThat(PlanFixture.of(text.replace("= true", "= false")).on(tainted).run().plan())
        .isNotNull();
  }

  @Test
  void partsOfArgumentsAndBlocksCanBeIgnored() {
    String text =
        """
        resource "box" "a" {
          name   = "x"
          labels = { a = "1", b = "1" }
          part {
            label = "1"
            size  = 1
          }
          lifecycle { ignore_changes = [labels["a"], labels["c"], part[0].label] }
        }
        """;
    State state = applied(PlanFixture.of(text).plan());

    String changed =
        text.replace("a = \"1\"", "a = \"2\"").replace("label = \"1\"", "label = \"2\"");
    assertThat(PlanFixture.of(changed).on(state).plan().isEmpty()).isTrue();
    assertThat(
            PlanFixture.of(changed.replace("a = \"2\", ", "c = \"3\", "))
                .on(state)
                .plan()
                .isEmpty())
        .isTrue();
    assertThat(summary(PlanFixture.of(changed.replace("size  = 1", "size = 2")).on(state).plan()))
        .containsExactly("box.a UPDATE VALUES");
    assertThat(summary(PlanFixture.of(changed.replace("b = \"1\"", "b = \"2\"")).on(state).plan()))
        .containsExactly("box.a UPDATE VALUES");
    assertThat(PlanFixture.of(text.replace("[labels[\"a\"]", "[labelz[\"a\"]")).on(state).errors())
        .containsExactly("Invalid ignore_changes @ main.esf:8:33");
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

  @Test
  void aPostconditionThatIsKnownToFailIsReportedWithThePlan() {
    String text =
        """
        resource "thing" "a" {
          name = "x"
          size = %d
          lifecycle {
            postcondition {
              condition     = self.size < 3 && self.id != ""
              error_message = "Too large: ${self.size}."
            }
          }
        }
        """;

    assertThat(PlanFixture.of(text.formatted(3)).errors())
        .containsExactly("Postcondition failed @ main.esf:1:1");
    assertThat(PlanFixture.of(text.formatted(2)).run().plan()).isNotNull();
  }

  @Test
  void ignoredChangesStayAsTheyAre() {
    String text =
        """
        resource "thing" "a" {
          name = "x"
          size = 1
          lifecycle { ignore_changes = [size] }
        }
        """;
    State state = applied(PlanFixture.of(text).plan());

    Plan plan = PlanFixture.of(text.replace("size = 1", "size = 5")).on(state).plan();

    assertThat(plan.isEmpty()).isTrue();
  }

  @Test
  void everyErrorOfARunIsReportedWithItsPlace() {
    assertThat(
            PlanFixture.of(
                    """
                    resource "thing" "a" {
                      name = "x"
                      siz  = 2
                    }
                    resource "box" "b" {
                      part {}
                    }
                    resource "thin" "c" {}
                    resource "thing" "d" { name = var.missing }
                    resource "thing" "e" { name = thing.f.id }
                    resource "thing" "f" { name = thing.e.id }
                    """)
                .errors())
        .containsExactly(
            "Unsupported argument @ main.esf:3:3",
            "Missing argument @ main.esf:6:3",
            "Unknown resource type @ main.esf:8:1",
            "Undeclared reference @ main.esf:9:31",
            "Cycle @ main.esf:10:31");
  }

  @Test
  void twoInstancesCannotClaimTheSame() {
    assertThat(
            PlanFixture.of(
                    """
                    resource "thing" "a" { name = "x" }
                    resource "thing" "b" {
                      name = "x"
                    }
                    """)
                .errors())
        .containsExactly("Used twice @ main.esf:3:10");
  }

  @Test
  void aProvidersFaultPointsAtTheArgument() {
    assertThat(PlanFixture.of("resource \"thing\" \"a\" {\n name = \"x\"\n size = -1\n}").errors())
        .containsExactly("Invalid size @ main.esf:3:9");
  }

  @Test
  void aCountThatIsKnownOnlyAfterApplyIsRefused() {
    assertThat(
            PlanFixture.of(
                    """
                    resource "thing" "a" { name = "x" }
                    resource "thing" "b" {
                      for_each = toset([thing.a.id])
                      name     = each.key
                    }
                    """)
                .errors())
        .containsExactly("Unknown for_each @ main.esf:3:14");
  }

  @Test
  void whatFollowsFromAnErrorIsNotReportedAgain() {
    assertThat(
            PlanFixture.of(
                    """
                    locals { names = nothing(3) }
                    resource "thing" "a" {
                      for_each = local.names
                      name     = each.key
                    }
                    resource "thing" "b" { name = thing.a["x"].id }
                    """)
                .errors())
        .containsExactly("Unknown function @ main.esf:1:18");
  }

  @Test
  void variablesAreConvertedAndValidated() {
    String text =
        """
        variable "size" {
          type = number
          validation {
            condition     = var.size < 10
            error_message = "Too large."
          }
        }
        resource "thing" "a" {
          name = "x"
          size = var.size
        }
        """;

    assertThat(PlanFixture.of(text).errors())
        .containsExactly("No value for variable @ main.esf:1:1");
    assertThat(PlanFixture.of(text).with("size", "12").errors())
        .containsExactly("Invalid value for variable @ <-var size>:1:1");
    assertThat(PlanFixture.of(text).with("size", "\"big\"").errors())
        .containsExactly("Wrong type @ <-var size>:1:1");
    assertThat(summary(PlanFixture.of(text).with("size", "3").plan()))
        .containsExactly("thing.a CREATE VALUES");
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

  private static State allTainted(State state) {
    var instances = new TreeMap<>(state.instances());
    instances.replaceAll((_, it) -> tainted(it));
    return state.withInstances(instances);
  }

  private static InstanceState tainted(InstanceState state) {
    return new InstanceState(
        state.provider(),
        state.attributes(),
        state.dynamicAttributes(),
        state.dependencies(),
        state.generation(),
        Status.TAINTED);
  }

  private static ObjectValue made(ObjectValue planned, String id) {
    ObjectValue made = planned.with("id", Value.of(id));
    return made.attributes().containsKey("echo") ? made.with("echo", made.get("size")) : made;
  }

  /// The state after a plan of creations went well.
  static State applied(Plan plan) {
    var instances = new TreeMap<ResourceInstanceAddress, InstanceState>();
    for (Change change : plan.changes()) {
      ObjectValue after = change.after();
      if (after != null) {
        instances.put(
            change.address(),
            new InstanceState(
                change.provider(),
                made(after, "id-" + change.address()),
                Set.of(),
                change.dependencies(),
                change.generation(),
                Status.READY));
      }
    }
    var outputs = new TreeMap<String, Value>();
    for (OutputChange output : plan.outputs()) {
      outputs.put(output.name(), output.after() == null ? Value.nullOf(Types.ANY) : output.after());
    }
    return new State(1, "lineage", outputs, instances, new TreeMap<>());
  }
}
