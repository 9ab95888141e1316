package io.esform.plan;

import static io.esform.plan.PriorThings.applied;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.esform.state.State;
import io.esform.value.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Runs on a part of the configuration, and requested replacements.
class SelectionTest {

  private static final String CHAIN =
      """
      resource "thing" "a" {
        count = 2
        name  = "a${count.index}"
      }
      resource "thing" "b" {
        count   = 2
        name    = "b${count.index}"
        inputs  = [thing.a[count.index].name]
      }
      resource "thing" "c" { name = "c" }
      output "a" { value = thing.a[0].id }
      output "c" { value = thing.c.id }
      """;

  @Test
  void oneInstanceBringsAllInstancesOfWhatItRefersTo() {
    assertThat(PlanFixture.of(CHAIN).targeting("thing.b[1]").actions())
        .containsExactly("thing.a[0] CREATE", "thing.a[1] CREATE", "thing.b[1] CREATE");
  }

  @Test
  void checksAreEvaluatedAsFarAsTheRunKnows() {
    String text =
        CHAIN
            + """
            resource "thing" "left_out" {
              count = length(thing.c.id)
              name  = "d"
            }
            check "left_out" {
              assert {
                condition     = length(thing.left_out) > 1 && thing.c.name == "c"
                error_message = "No."
              }
            }
            check "known" {
              assert {
                condition     = thing.a[0].name == "c"
                error_message = "It is ${thing.a[0].name}."
              }
            }
            """;

    Plan plan = PlanFixture.of(text).targeting("thing.a").plan();

    assertThat(plan.checks())
        .extracting(check -> check.address() + " " + check.status())
        .containsExactly("check.left_out UNKNOWN", "check.known FAIL");
  }

  @Test
  void anExcludedInstanceKeepsAllThatRefersToItsResource() {
    assertThat(PlanFixture.of(CHAIN).excluding("thing.a[0]").actions())
        .containsExactly("thing.a[1] CREATE", "thing.c CREATE");
  }

  @Test
  void ofModuleInstancesOnlyTheOneIsMeant() {
    PlanFixture fixture =
        PlanFixture.of(
            Map.of(
                "main.esf",
                """
                module "m" {
                  source   = "./m"
                  for_each = toset(["p", "q"])
                  prefix   = each.key
                }
                resource "thing" "all" {
                  name    = "all"
                  inputs  = [for key in ["p", "q"] : module.m[key].name]
                }
                """,
                "m/m.esf",
                """
                variable "prefix" {}
                resource "thing" "a" { name = "${var.prefix}a" }
                resource "thing" "b" {
                  name    = "${var.prefix}b"
                  inputs  = [thing.a.name]
                }
                output "name" { value = thing.b.name }
                """));

    assertThat(fixture.targeting("module.m[\"q\"].thing.b").actions())
        .containsExactly("module.m[\"q\"].thing.a CREATE", "module.m[\"q\"].thing.b CREATE");
    assertThat(fixture.targeting().excluding("module.m[\"q\"].thing.a").actions())
        .containsExactly("module.m[\"p\"].thing.a CREATE", "module.m[\"p\"].thing.b CREATE");
    assertThat(fixture.excluding("module.m[\"q\"]").actions())
        .containsExactly("module.m[\"p\"].thing.a CREATE", "module.m[\"p\"].thing.b CREATE");
    assertThat(fixture.excluding().targeting("module.m").actions()).hasSize(4);
  }

  @Test
  void whatIsNotSelectedIsNotEvaluated() {
    String text =
        """
        resource "thing" "a" { name = "a" }
        resource "thing" "unknown" {
          for_each = toset([thing.a.id])
          name     = each.key
        }
        module "unknown" {
          source   = "./m"
          for_each = toset([thing.a.id])
        }
        resource "thing" "wrong" {
          name = "wrong"
          size = -1
        }
        locals { wrong = tonumber("x") }
        output "wrong" { value = "${thing.wrong.size}${local.wrong}" }
        """;
    PlanFixture fixture =
        PlanFixture.of(
            Map.of("main.esf", text, "m/m.esf", "resource \"thing\" \"m\" {\nname=\"m\"\n}"));

    assertThat(fixture.errors()).isNotEmpty();
    assertThat(fixture.targeting("thing.a").actions()).containsExactly("thing.a CREATE");
    assertThat(
            fixture
                .targeting()
                .excluding("thing.unknown", "module.unknown", "thing.wrong")
                .actions())
        .containsExactly("thing.a CREATE");
  }

  @Test
  void whatIsNotSelectedKeepsItsStateAndIsNotRead() {
    PlanFixture fixture = PlanFixture.of(CHAIN);
    fixture.on(applied(fixture.plan())).resized("id-thing.c", 7);
    fixture.provider().world().remove("id-thing.b[0]");

    Plan plan = fixture.targeting("thing.a").plan();

    assertThat(fixture.provider().reads()).containsExactlyInAnyOrder("thing.a[0]", "thing.a[1]");
    assertThat(plan.prior()).isEqualTo(fixture.state());
    assertThat(plan.changes()).hasSize(2);
  }

  @Test
  void outputsAreUpdatedWhereAllTheyNeedIsSelected() {
    PlanFixture fixture = PlanFixture.of(CHAIN);

    Plan plan = fixture.targeting("thing.c").plan();

    assertThat(plan.outputs()).extracting(OutputChange::name).containsExactly("c");
    assertThat(fixture.targeting("thing.a[0]").plan().outputs()).isEmpty();
    assertThat(fixture.targeting("thing.b").plan().outputs())
        .extracting(OutputChange::name)
        .containsExactly("a");
  }

  @Test
  void aSelectedOrphanTakesAlongTheOrphansThatNeedIt() {
    PlanFixture whole = PlanFixture.of(CHAIN);
    State state = applied(whole.plan());
    PlanFixture rest = PlanFixture.of("resource \"thing\" \"c\" { name = \"c\" }").on(state);

    assertThat(rest.targeting("thing.a[0]").actions())
        .containsExactly("thing.a[0] DELETE", "thing.b[0] DELETE", "thing.b[1] DELETE");
    assertThat(rest.targeting("thing.b[0]").actions()).containsExactly("thing.b[0] DELETE");
    assertThat(rest.targeting().excluding("thing.b[0]").actions())
        .containsExactly("thing.b[1] DELETE");
  }

  @Test
  void aPartialDestroyDropsTheOutputsThatStoodOnWhatGoes() {
    PlanFixture fixture = PlanFixture.of(CHAIN);

    Plan plan = fixture.on(applied(fixture.plan())).destroying().targeting("thing.c").plan();

    assertThat(plan.outputs())
        .filteredOn(OutputChange::isChange)
        .extracting(OutputChange::name)
        .containsExactly("c");
  }

  @Test
  void anUnknownAddressIsRefusedWithTheOneThatWasMeant() {
    assertThat(PlanFixture.of(CHAIN).targeting("thing.aa").diagnostics())
        .containsExactly(
            "Unknown address: --target names thing.aa, which is neither in the configuration nor in the state. Did you mean \"thing.a\"?");
    assertThat(PlanFixture.of(CHAIN).excluding("thing.a[2]").diagnostics())
        .containsExactly(
            "Unknown address: --exclude names thing.a[2], which is neither in the configuration nor in the state. There is thing.a[0], thing.a[1].");
    assertThat(PlanFixture.of(CHAIN).replacing("module.x.thing.a").diagnostics())
        .singleElement()
        .asString()
        .contains("--replace names module.x.thing.a");
  }

  @Test
  void whatIsLeftOutIsSaid() {
    assertThat(PlanFixture.of(CHAIN).targeting("thing.c").warnings())
        .singleElement()
        .asString()
        .contains("This run includes only thing.c, with all dependencies.");
    assertThat(PlanFixture.of(CHAIN).excluding("thing.c").warnings()).hasSize(1);
    assertThat(PlanFixture.of(CHAIN).warnings()).isEmpty();
  }

  @Test
  void aRequestedReplacementSaysThatItIsOne() {
    PlanFixture fixture = PlanFixture.of(CHAIN);
    Plan plan = fixture.on(applied(fixture.plan())).replacing("thing.a[1]").plan();

    assertThat(plan.changes())
        .filteredOn(it -> it.action() == Action.REPLACE)
        .singleElement()
        .satisfies(change -> {
          assertThat(change.address()).hasToString("thing.a[1]");
          assertThat(change.reason()).isEqualTo(Reason.REQUESTED);
          assertThat(change.generation()).isEqualTo(2);
        });
    assertThat(fixture.replacing("thing.a").actions())
        .containsExactly("thing.a[0] REPLACE", "thing.a[1] REPLACE");
  }

  @Test
  void aReplacementOfWhatDoesNotStayIsWarnedOf() {
    PlanFixture fixture = PlanFixture.of(CHAIN);
    assertThat(fixture.replacing("thing.c").warnings())
        .containsExactly(
            "Nothing to replace: --replace names thing.c, which does not exist and will be created anyway.");
    State state = applied(fixture.replacing().plan());
    assertThat(PlanFixture.of("").on(state).replacing("thing.c").warnings())
        .containsExactly(
            "Nothing to replace: --replace names thing.c, which will be destroyed, because the configuration no longer declares it anyway.");
    assertThat(fixture.on(state).targeting("thing.a").replacing("thing.c").warnings())
        .contains("Nothing to replace: --replace names thing.c, which is not part of this run.");
  }

  @Test
  void theWarningOfAReplacementThatIsNotPlannedIsTrue() {
    String none = "resource \"thing\" \"a\" {\n  count = 0\n  name  = \"a\"\n}\n";
    assertThat(PlanFixture.of(none).replacing("thing.a").warnings())
        .containsExactly("Nothing to replace: --replace names thing.a, which has no instances.");

    PlanFixture fixture = PlanFixture.of(CHAIN);
    State state = applied(fixture.plan());
    String wrong = CHAIN + "resource \"thing\" \"wrong\" {\n  name = \"w\"\n  size = -1\n}\n";
    assertThat(PlanFixture.of(wrong).on(state).replacing("thing.wrong").warnings()).isEmpty();
  }

  @Test
  void aRefreshTakesNoteAndPlansNothing() {
    PlanFixture fixture = PlanFixture.of(CHAIN + "output \"size\" { value = thing.c.size }\n");
    State made = applied(fixture.plan());
    fixture.on(applied(fixture.on(made).plan())).resized("id-thing.c", 7);
    fixture.provider().world().remove("id-thing.a[1]");

    Plan plan = fixture.refreshing().plan();

    assertThat(plan.changes()).isEmpty();
    assertThat(plan.isEmpty()).isFalse();
    assertThat(plan.drift())
        .extracting(it -> it.address() + " " + it.different())
        .containsExactly(
            "thing.a[1] [any, down, echo, id, inputs, name, secret, size]", "thing.c [size]");
    assertThat(plan.outputs())
        .filteredOn(OutputChange::isChange)
        .extracting(OutputChange::name, OutputChange::after)
        .containsExactly(tuple("size", Value.of(7)));
    assertThat(fixture.on(plan.prior()).plan().drift()).isEmpty();
  }

  @Test
  void driftMattersWhereItIsUndoneOrBuiltOn() {
    String text =
        """
        resource "thing" "a" {
          name = "a"
          size = 3
        }
        resource "thing" "b" { name = "b" }
        resource "thing" "c" {
          name = "c"
          size = SIZE + thing.b.size
          lifecycle { ignore_changes = [inputs] }
        }
        """;
    PlanFixture first = PlanFixture.of(text.replace("SIZE", "1"));
    State state = applied(first.plan());
    PlanFixture second = PlanFixture.of(text.replace("SIZE", "1")).on(state);
    second.resized("id-thing.a", 9);
    second.resized("id-thing.b", 4);

    assertThat(second.plan().drift())
        .extracting(it -> it.address() + " " + it.relevant())
        .containsExactly("thing.a [size]", "thing.b [size]");
    assertThat(second.actions()).containsExactly("thing.a UPDATE", "thing.b UPDATE");
  }

  @Test
  void driftThatNothingStandsOnDoesNotMatter() {
    String text =
        """
        resource "thing" "a" {
          name = "a"
          size = 3
          lifecycle { ignore_changes = [size] }
        }
        """;
    PlanFixture fixture = PlanFixture.of(text);
    fixture.on(applied(fixture.plan())).resized("id-thing.a", 9);

    Plan plan = fixture.plan();

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.drift())
        .singleElement()
        .satisfies(it -> assertThat(it.changesPlan()).isFalse());
  }
}
