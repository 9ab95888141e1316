package io.esform.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.InstanceKey;
import io.esform.plan.Rollout.OnFailure;
import io.esform.schema.Schema;
import io.esform.testing.FakeProvider;
import io.esform.testing.FakeResourceType;
import io.esform.testing.FakeThing;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `rollout` blocks in plans.
class RolloutTest {

  private static PlanFixture things(String rollout) {
    return PlanFixture.of(
        """
        variable "most" { default = 2 }
        resource "thing" "a" {
          for_each = toset(["x", "y", "z"])
          name     = each.key
          rollout {
            %s
          }
        }
        resource "thing" "other" { name = "o" }
        """
            .formatted(rollout));
  }

  @Test
  void everyInstanceHasTheRolloutOfItsBlock() {
    Plan plan =
        things(
                """
                max_unavailable = var.most
                ready_timeout   = "15m"
                pause           = "10s"
                order           = ["z"]
                on_failure      = "restore"
                """)
            .plan();

    var rollout =
        new Rollout(
            2,
            Duration.ofMinutes(15),
            Duration.ofSeconds(10),
            List.of(InstanceKey.of("z")),
            OnFailure.RESTORE);
    assertThat(plan.changes().stream().limit(3).map(change -> change.impact().rollout()))
        .containsOnly(rollout);
    assertThat(plan.changes().getLast().impact().rollout()).isNull();
  }

  @Test
  void onlyATypeThatCanBeRestoredAcceptsRestore() {
    var provider = new FakeProvider("plain");
    provider.offer(
        "plain_disk",
        new FakeResourceType(provider, Schema.of("A disk.", FakeThing.ATTRIBUTES, List.of())));
    String text = "resource \"plain_disk\" \"a\" {\n rollout { on_failure = \"%s\" }\n}";

    assertThat(PlanFixture.of(text.formatted("restore")).withProviders(List.of(provider)).errors())
        .singleElement()
        .asString()
        .contains("Restore not supported");
    assertThat(PlanFixture.of(text.formatted("stop")).withProviders(List.of(provider)).errors())
        .isEmpty();
  }

  @Test
  void whatABlockDoesNotSayIsOneAtATimeInTheTypesOwnTime() {
    Rollout rollout =
        Objects.requireNonNull(things("").plan().changes().getFirst().impact().rollout());
    assertThat(rollout).isEqualTo(Rollout.ONE_AT_A_TIME);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max_unavailable = 0 | Value out of range",
        "max_unavailable = 1.5 | Value out of range",
        "max_unavailable = \"many\" | Wrong type",
        "max_unavailable = length(thing.other.id) | Unknown rollout",
        "ready_timeout = \"soon\" | Invalid duration",
        "ready_timeout = \"0s\" | Invalid duration",
        "pause = \"-1s\" | Invalid duration",
        "on_failure = \"repair\" | Invalid value",
        "order = [\"w\"] | Unknown instance key",
        "order = [\"x\", \"x\"] | Duplicate instance key",
      })
  void aSettingThatCannotBeIsReportedOnce(String setting, String summary) {
    assertThat(things(setting).errors()).singleElement().asString().contains(summary);
  }
}
