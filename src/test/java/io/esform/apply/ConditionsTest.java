package io.esform.apply;

import static io.esform.apply.ApplyResults.errors;
import static io.esform.apply.ApplyResults.instances;
import static io.esform.apply.ApplyResults.notDone;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.FakeProvider;
import io.esform.testing.Workbench;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Preconditions and postconditions that become known during an apply.
class ConditionsTest {

  private final Workbench workbench = new Workbench(new FakeProvider());

  private static String checked(String condition) {
    return """
    resource "thing" "a" {
      size = 1
      lifecycle {
        postcondition {
          condition     = %s
          error_message = "It is ${self.id}."
        }
      }
    }
    resource "thing" "b" { inputs = [thing.a.id] }
    """
        .formatted(condition);
  }

  @Test
  void aBrokenPostconditionStopsWhatDependsOnTheObjectAndLeavesItWhole() {
    ApplyResult result = workbench.apply(checked("self.id == \"other\""));

    assertThat(errors(result)).containsExactly("Resource postcondition failed");
    assertThat(result.diagnostics().all().getFirst().detail())
        .startsWith("It is id-1.")
        .contains("main.esf:4:5");
    assertThat(instances(result.state())).containsExactly("thing.a READY");
    assertThat(notDone(result)).containsExactly("thing.b: thing.a failed");
    assertThat(workbench.apply(checked("self.id == \"id-1\"")).added()).isEqualTo(1);
  }

  private static String conditioned(String kind) {
    return """
    resource "thing" "a" {}
    resource "thing" "b" {
      name = "b"
      lifecycle {
        %s {
          condition     = thing.a.id == ""
          error_message = "No."
        }
      }
    }
    resource "thing" "c" { name = thing.b.name }
    """
        .formatted(kind);
  }

  @Test
  void conditionsThatBecomeKnownWhileApplyingAreCheckedThen() {
    for (String kind : List.of("precondition", "postcondition")) {
      ApplyResult result = workbench.apply(conditioned(kind));

      assertThat(errors(result)).containsExactly("Resource " + kind + " failed");
      assertThat(notDone(result)).containsExactly("thing.c: thing.b failed");
      workbench.apply(workbench.planDestroy(""));
    }
  }
}
