package io.esform.plan;

import static io.esform.plan.PriorThings.allTainted;
import static io.esform.plan.PriorThings.applied;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.state.State;
import org.junit.jupiter.api.Test;

/// Errors of plans and their places.
class PlanErrorsTest {

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
            "Missing required argument @ main.esf:6:3",
            "Unknown resource type @ main.esf:8:1",
            "Reference to undeclared input variable @ main.esf:9:31",
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
        .containsExactly("Unique value used twice @ main.esf:3:10");
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
        .containsExactly("Invalid for_each argument @ main.esf:3:14");
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
        .containsExactly("Call to unknown function @ main.esf:1:18");
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
        .containsExactly("No value for required variable @ main.esf:1:1");
    assertThat(PlanFixture.of(text).with("size", "12").errors())
        .containsExactly("Invalid value for variable @ <-var size>:1:1");
    assertThat(PlanFixture.of(text).with("size", "\"big\"").errors())
        .containsExactly("Wrong type @ <-var size>:1:1");
    assertThat(PlanFixture.of(text).with("size", "3").actions()).containsExactly("thing.a CREATE");
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
        .containsExactly("Resource postcondition failed @ main.esf:1:1");
    assertThat(PlanFixture.of(text.formatted(2)).run().plan()).isNotNull();
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
}
