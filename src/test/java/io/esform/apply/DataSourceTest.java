package io.esform.apply;

import static io.esform.apply.ApplyResults.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.Plan;
import io.esform.plan.Reason;
import io.esform.testing.FakeProvider;
import io.esform.testing.FakeProvider.Ending;
import io.esform.testing.Workbench;
import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The time of data source reads, and their values in references.
class DataSourceTest {

  private final FakeProvider provider = new FakeProvider();
  private final Workbench workbench = new Workbench(provider);

  private static Change reading(Plan plan) {
    List<Change> changes =
        plan.changes().stream().filter(it -> it.action() == Action.READ).toList();
    assertThat(changes).hasSize(1);
    return changes.getFirst();
  }

  @Test
  void whatIsKnownIsReadOnceWithThePlanAndSeenByApply() {
    String text =
        """
        data "thing" "known" { name = "x" }
        resource "thing" "a" {
          count  = 2 + data.thing.known.count
          size   = data.thing.known.count
        }
        resource "thing" "b" { size = data.thing.known.count }
        output "count" { value = data.thing.known.count }
        """;

    Plan plan = workbench.plan(text);
    assertThat(plan.changes()).extracting(it -> it.address().resource().mode().name()).hasSize(3);
    assertThat(plan.count(Action.READ)).isZero();
    ApplyResult result = workbench.apply(plan);

    assertThat(errors(result)).isEmpty();
    assertThat(provider.calls()).containsOnlyOnce("+read x");
    assertThat(result.state().outputs()).isEqualTo(Map.of("count", Value.of(0)));
    assertThat(workbench.plan(text).isEmpty()).isTrue();
  }

  @Test
  void unknownArgumentsAreWaitedForAndTheUnknownsHaveTheSchemasTypes() {
    String text =
        """
        resource "thing" "a" {}
        data "thing" "late" { name = thing.a.id }
        resource "thing" "b" { size = data.thing.late.count }
        """;

    Plan plan = workbench.plan(text);
    Change reading = reading(plan);
    assertThat(reading.reason()).isEqualTo(Reason.ARGUMENTS_UNKNOWN);
    ObjectValue after = reading.after();
    assertThat(after).isNotNull();
    Type type = after.get("count").type();
    assertThat(type).isEqualTo(Types.NUMBER);
    assertThat(provider.calls()).isEmpty();
    ApplyResult result = workbench.apply(plan);

    assertThat(errors(result)).isEmpty();
    assertThat(provider.calls())
        .containsExactly(
            "+create thing.a", "-create thing.a",
            "+read id-1", "-read id-1",
            "+create thing.b", "-create thing.b");
    assertThat(result.state().instances()).hasSize(2);
    assertThat(workbench.plan(text).isEmpty()).isTrue();
  }

  @Test
  void whatIsChangedFirstIsWaitedForOnlyWhileItChanges() {
    String text =
        """
        resource "thing" "a" {
          name = "x"
          size = %d
        }
        data "thing" "after" {
          name       = "x"
          depends_on = [thing.a]
        }
        resource "thing" "b" { size = data.thing.after.count }
        """;

    assertThat(reading(workbench.plan(text.formatted(1))).reason())
        .isEqualTo(Reason.DEPENDENCIES_CHANGE);
    assertThat(errors(workbench.apply(text.formatted(1)))).isEmpty();
    assertThat(workbench.plan(text.formatted(1)).isEmpty()).isTrue();
    assertThat(workbench.plan(text.formatted(2)).count(Action.READ)).isEqualTo(1);
  }

  @Test
  void aReferenceToSomethingThatChangesIsWaitedForAlsoWhenTheValueIsKnown() {
    String text =
        """
        resource "thing" "a" {
          count = %d
          name  = "x"
        }
        data "thing" "other" { name = thing.a[0].name }
        data "thing" "another" {
          name       = "y"
          depends_on = [data.thing.other]
        }
        """;
    workbench.apply(text.formatted(2));

    assertThat(workbench.plan(text.formatted(2)).count(Action.READ)).isZero();
    assertThat(workbench.plan(text.formatted(1)).count(Action.READ)).isEqualTo(2);
  }

  @Test
  void whatUsesADataSourceGoesBeforeWhatThatNeeds() {
    String text =
        """
        resource "thing" "a" { name = "x" }
        data "thing" "between" { name = thing.a.name }
        resource "thing" "b" { size = data.thing.between.count }
        """;
    workbench.apply(text);
    provider.forgetCalls();

    workbench.apply(workbench.planDestroy(text));

    assertThat(provider.calls())
        .containsSubsequence("+delete thing.b", "-delete thing.b", "+delete thing.a");
  }

  @Test
  void aFailureToReadStopsWhatDependsOnItAndIsTold() {
    String text =
        """
        resource "thing" "a" {}
        data "thing" "late" { name = thing.a.id }
        resource "thing" "b" { size = data.thing.late.count }
        resource "thing" "c" {}
        """;
    provider.endWith(call -> call.startsWith("read") ? Ending.REFUSED : Ending.GOOD);

    ApplyResult result = workbench.apply(text);

    assertThat(errors(result)).containsExactly("Call refused");
    assertThat(result.notDone().stream().map(it -> it.address() + ": " + it.reason()))
        .containsExactly("thing.b: data.thing.late failed");
  }

  @Test
  void conditionsOnDataSourcesHold() {
    String text =
        """
        resource "thing" "a" { name = "x" }
        data "thing" "one" {
          name = thing.a.name
          lifecycle {
            postcondition {
              condition     = self.count == %d
              error_message = "There are ${self.count}."
            }
          }
        }
        resource "thing" "b" { size = data.thing.one.count }
        """;
    ApplyResult result = workbench.apply(text.formatted(2));

    assertThat(errors(result)).containsExactly("Resource postcondition failed");
    assertThat(result.state().instances()).hasSize(1);
    assertThat(errors(workbench.apply(text.formatted(1)))).isEmpty();
  }

  @Test
  void aSecretOfADataSourceStaysOne() {
    ApplyResult result =
        workbench.apply(
            """
            data "thing" "known" {
              name   = "x"
              secret = "hunter2"
            }
            resource "thing" "a" { any = data.thing.known.secret }
            """);

    assertThat(
            result
                .state()
                .instances()
                .values()
                .iterator()
                .next()
                .attributes()
                .attributes()
                .get("any"))
        .isEqualTo(Value.sensitive(Value.of("hunter2")));
  }
}
