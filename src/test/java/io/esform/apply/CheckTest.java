package io.esform.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.config.CheckStatus;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.plan.CheckResult;
import io.esform.plan.Plan;
import io.esform.testing.FakeProvider;
import io.esform.testing.FakeProvider.Ending;
import io.esform.testing.Workbench;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Check blocks report failed assertions and never stop a run.
class CheckTest {

  private final FakeProvider provider = new FakeProvider();
  private final Workbench workbench = new Workbench(provider);

  private static CheckStatus status(Plan plan) {
    assertThat(plan.checks()).hasSize(1);
    return plan.checks().getFirst().status();
  }

  private static List<String> warnings(Diagnostics diagnostics) {
    assertThat(diagnostics.hasErrors()).isFalse();
    return diagnostics.all().stream().map(Diagnostic::detail).toList();
  }

  @Test
  void aConditionThatDoesNotHoldIsAWarningAtPlanAndAgainAfterApply() {
    String text =
        """
        resource "thing" "a" { size = 1 }
        check "big" {
          assert {
            condition     = thing.a.size > 1
            error_message = "Only ${thing.a.size}."
          }
        }
        """;

    Plan plan = workbench.plan(text);
    assertThat(status(plan)).isEqualTo(CheckStatus.FAIL);
    assertThat(warnings(workbench.reported())).containsExactly("Only 1.");

    ApplyResult result = workbench.apply(plan);
    assertThat(warnings(result.diagnostics())).containsExactly("Only 1.");
    assertThat(result.diagnostics().all().getFirst().address()).isEqualTo("check.big");
    assertThat(result.added()).isEqualTo(1);
    assertThat(workbench.plan(text).isEmpty()).isTrue();
  }

  @Test
  void whatIsUnknownAtPlanIsEvaluatedAfterApply() {
    String text =
        """
        resource "thing" "a" {}
        check "named" {
          assert {
            condition     = thing.a.id == "x"
            error_message = "It is ${thing.a.id}."
          }
        }
        """;

    Plan plan = workbench.plan(text);
    assertThat(status(plan)).isEqualTo(CheckStatus.UNKNOWN);
    assertThat(workbench.reported().all()).isEmpty();
    assertThat(warnings(workbench.apply(plan).diagnostics())).containsExactly("It is id-1.");
  }

  private static final String COUNTED =
      """
      resource "thing" "a" {
        name = "x"
        size = %d
      }
      check "there" {
        data "thing" "counted" {
          name       = "x"
          depends_on = [thing.a]
        }
        assert {
          condition     = data.thing.counted.count == 2
          error_message = "There are ${data.thing.counted.count}."
        }
      }
      """;

  @Test
  void theDataSourceIsReadAfterWhatItNeedsAndAgainWithEveryPlan() {
    Plan plan = workbench.plan(COUNTED.formatted(1));
    assertThat(status(plan)).isEqualTo(CheckStatus.UNKNOWN);
    assertThat(plan.changes()).hasSize(1);
    assertThat(provider.calls()).isEmpty();

    ApplyResult result = workbench.apply(plan);
    assertThat(warnings(result.diagnostics())).containsExactly("There are 1.");
    assertThat(provider.calls())
        .containsExactly("+create thing.a", "-create thing.a", "+read x", "-read x");
    assertThat(result.state().instances()).hasSize(1);

    provider.forgetCalls();
    Plan again = workbench.plan(COUNTED.formatted(1));
    assertThat(status(again)).isEqualTo(CheckStatus.FAIL);
    assertThat(again.isEmpty()).isTrue();
    assertThat(provider.calls()).containsExactly("+read x", "-read x");

    assertThat(status(workbench.plan(COUNTED.formatted(2)))).isEqualTo(CheckStatus.UNKNOWN);
  }

  @Test
  void aDataSourceThatCannotBeReadIsAWarning() {
    provider.endWith(call -> call.startsWith("read") ? Ending.REFUSED : Ending.GOOD);

    ApplyResult result = workbench.apply(COUNTED.formatted(1));
    assertThat(warnings(result.diagnostics())).containsExactly("It was told to refuse.");

    Plan plan = workbench.plan(COUNTED.formatted(1));
    assertThat(status(plan)).isEqualTo(CheckStatus.ERROR);
    assertThat(warnings(workbench.reported())).containsExactly("It was told to refuse.");
  }

  @Test
  void aConditionThatCannotBeEvaluatedIsAWarning() {
    Plan plan =
        workbench.plan(
            """
            resource "thing" "a" { size = 1 }
            check "wrong" {
              assert {
                condition     = [thing.a.size][1] == 1
                error_message = "Never."
              }
            }
            check "none" {
              assert {
                condition     = "maybe"
                error_message = "Never."
              }
            }
            """);

    assertThat(plan.checks())
        .extracting(CheckResult::status)
        .containsExactly(CheckStatus.ERROR, CheckStatus.ERROR);
    assertThat(workbench.reported().hasErrors()).isFalse();
    assertThat(workbench.reported().all()).hasSize(2);
  }

  @Test
  void aMessageWithASecretIsNotShown() {
    workbench.plan(
        """
        variable "password" {
          default   = "hunter2"
          sensitive = true
        }
        check "long" {
          assert {
            condition     = length(var.password) > 10
            error_message = "${var.password} is short."
          }
        }
        """);

    assertThat(warnings(workbench.reported()))
        .singleElement()
        .asString()
        .contains("sensitive")
        .doesNotContain("hunter");
  }

  @Test
  void aRunThatFailsIsNotCheckedAtItsEnd() {
    provider.endWith(call -> call.startsWith("create") ? Ending.REFUSED : Ending.GOOD);

    ApplyResult result = workbench.apply(COUNTED.formatted(1));

    assertThat(result.diagnostics().hasErrors()).isTrue();
    assertThat(result.diagnostics().all()).hasSize(1);
    assertThat(provider.calls()).containsExactly("+create thing.a", "-create thing.a");
  }

  @Test
  void aRefreshIsCheckedOverWhatExists() {
    workbench.apply(COUNTED.formatted(1));
    provider.world().clear();

    Plan plan = workbench.planRefresh(COUNTED.formatted(1));

    assertThat(status(plan)).isEqualTo(CheckStatus.FAIL);
    assertThat(warnings(workbench.reported())).containsExactly("There are 0.");
  }

  @Test
  void aDestroyIsNotChecked() {
    workbench.apply(COUNTED.formatted(1));
    provider.forgetCalls();

    Plan plan = workbench.planDestroy(COUNTED.formatted(1));
    assertThat(plan.checks()).isEmpty();
    assertThat(workbench.apply(plan).diagnostics().all()).isEmpty();
    assertThat(provider.calls()).containsExactly("+delete thing.a", "-delete thing.a");
  }
}
