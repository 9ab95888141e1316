package io.esform.plan;

import static io.esform.plan.PriorThings.address;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.ProviderKey;
import io.esform.diag.Diagnostic;
import io.esform.plan.existing.Imports.ImportResult;
import io.esform.plan.existing.SchemaUpgrades;
import io.esform.plan.inputs.ProviderRegistry;
import io.esform.plan.inputs.Recorded;
import io.esform.state.DeposedKey;
import io.esform.state.FailedUpdate;
import io.esform.state.InstanceState;
import io.esform.state.InstanceState.Status;
import io.esform.state.JournalRecord.Intent;
import io.esform.state.OpenIntent;
import io.esform.state.State;
import io.esform.state.disk.Disk;
import io.esform.state.file.KeySource;
import io.esform.state.file.StateCodec;
import io.esform.testing.Golden;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.SensitiveValue;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Objects that are recorded in an earlier version of their type's schema.
class SchemaUpgradesTest {

  private static final StateCodec CODEC =
      new StateCodec(new KeySource.NoKey(), "0.2.0", new SecureRandom(), Disk.real());

  private static final String SAME =
      """
      resource "disk" "a" {
        labels     = ["a"]
        size       = 20
        depends_on = [disk.b]
      }
      resource "disk" "b" {
        labels = ["b"]
        size   = 30
      }
      """;

  private static final String SAME_BY_NAME =
      SAME.replace("labels     = [\"a\"]", "name = \"a\"")
          .replace("labels = [\"b\"]", "name = \"b\"");

  private static State kept() throws IOException {
    String text = Files.readString(Golden.resource("state/upgrade/version-0.json"));
    return requireNonNull(CODEC.decode(text, "esform.state", "").state());
  }

  private static PlanFixture of(String text, State state, int version) {
    return PlanFixture.of(text).on(state).withProviders(List.of(new DiskProvider(version)));
  }

  private static State with(String attribute, Value value) {
    ObjectValue attributes =
        Value.objectOf(Map.of("name", Value.of("a"), "gigabytes", Value.of("20")))
            .with("id", Value.of("disk-1"))
            .with(attribute, value);
    var instance =
        new InstanceState(
            ProviderKey.parse("disks"), attributes, Set.of(), List.of(), 1, Status.READY);
    return State.empty("lineage").withInstances(new TreeMap<>(Map.of(address("disk.a"), instance)));
  }

  @Test
  void aStateOfBeforeIsThatOfTheSameObjectsNow() throws IOException {
    Plan plan = of(SAME, kept(), 2).plan();

    assertThat(plan.changes().stream().map(it -> it.address() + " " + it.action()))
        .containsExactly("disk.a NO_OP", "disk.a DELETE", "disk.b NO_OP");
    assertThat(plan.drift()).isEmpty();
    InstanceState now = requireNonNull(plan.prior().instance(address("disk.a")));
    assertThat(now.schemaVersion()).isEqualTo(2);
    assertThat(now.attributes())
        .isEqualTo(
            Value.objectOf(
                Map.of(
                    "labels", Value.listOf(Types.STRING, List.of(Value.of("a"))),
                    "size", Value.of(20),
                    "id", Value.of("disk-1"))));
    assertThat(plan.prior().deposed().get(new DeposedKey(address("disk.a"), 2)))
        .returns(2, InstanceState::schemaVersion)
        .returns(Status.TAINTED, InstanceState::status);
  }

  @Test
  void theLastGoodStateIsUpgradedToo() throws IOException {
    State state = kept();
    var instances = new TreeMap<>(state.instances());
    instances.replaceAll((_, instance) ->
        instance.withFailedUpdate(new FailedUpdate(instance.attributes(), "it failed")));

    Plan plan = of(SAME, state.withInstances(instances), 2).plan();

    InstanceState now = requireNonNull(plan.prior().instance(address("disk.a")));
    assertThat(now.failedUpdate()).isEqualTo(new FailedUpdate(now.attributes(), "it failed"));
  }

  @Test
  void itIsUpgradedOneVersionAtATimeToo() throws IOException {
    State once = of(SAME_BY_NAME, kept(), 1).plan().prior();
    State saved =
        requireNonNull(
            CODEC.decode(requireNonNull(CODEC.encode(once).text()), "esform.state", "").state());

    assertThat(saved.instances().values()).allMatch(it -> it.schemaVersion() == 1);
    assertThat(of(SAME, saved, 2).plan().prior().instances())
        .isEqualTo(of(SAME, kept(), 2).plan().prior().instances());
  }

  @Test
  void aStateThatNeedsNothingIsWrittenAsItWas() throws IOException {
    State by0 = requireNonNull(of("", with("name", Value.of("a")), 0).plan().prior());

    assertThat(CODEC.encode(by0).text()).doesNotContain("schema_version");
  }

  @Test
  void whatANewerEsformHasWrittenIsRefused() throws IOException {
    State newer = requireNonNull(of(SAME, kept(), 2).plan()).prior();

    for (PlanFixture fixture :
        List.of(of(SAME_BY_NAME, newer, 1), of(SAME_BY_NAME, newer, 1).destroying())) {
      assertThat(fixture.diagnostics())
          .hasSize(3)
          .contains(
              "Resource instance managed by newer version: The state contains disk.b in version 2"
                  + " of the schema of disk. This esform supports version 1 and could misread it."
                  + " Install the esform that has written the state, or a newer one, and run the"
                  + " command again.");
    }
    ImportResult imported = of(SAME_BY_NAME, newer, 1).importing("disk.c", "disk-3");
    assertThat(imported.objects()).isEmpty();
    assertThat(imported.diagnostics().hasErrors()).isTrue();
  }

  @Test
  void whatCannotBeUpgradedStopsThePlan() {
    assertThat(of("", with("gigabytes", Value.of("much")), 2).diagnostics())
        .containsExactly("Size not understood: The size is \"much\".");
    assertThat(of("", with("gigabytes", Value.sensitive(Value.of("muchtoomuch"))), 2).diagnostics())
        .containsExactly("Size not understood: The size is \"(sensitive)\".");
    assertThat(of("", with("id", new Value.TupleValue(List.of())), 2).errors())
        .containsExactly("State does not match its schema");
  }

  @Test
  void aSecretStaysOneUnderItsNewName() {
    State state =
        of("", with("name", Value.sensitive(Value.of("hunter2hunter2"))), 2)
            .refreshing()
            .plan()
            .prior();

    InstanceState now = requireNonNull(state.instance(address("disk.a")));
    assertThat(now.attributes().get("labels")).isInstanceOf(SensitiveValue.class);
    assertThat(now.attributes().get("size").containsSensitive()).isFalse();
  }

  /// Its marks are known: a text in it that equals a secret was in clear before.
  @Test
  void anAttributeThatTheUpgradeDoesNotChangeKeepsItsMarks() {
    State state = with("name", Value.sensitive(Value.of("disk-1")));
    var registry = new ProviderRegistry(List.of(new DiskProvider(1)));

    State upgraded = SchemaUpgrades.of(registry, new Recorded(state, List.of())).state();

    InstanceState now = requireNonNull(upgraded.instance(address("disk.a")));
    assertThat(now.attributes().get("name")).isInstanceOf(SensitiveValue.class);
    assertThat(now.attributes().get("id")).isEqualTo(Value.of("disk-1"));
  }

  @Test
  void aCreationThatWasInterruptedIsLookedForByTheCurrentSchema() {
    var planned =
        new InstanceState(
            ProviderKey.parse("disks"),
            Value.objectOf(
                Map.of(
                    "name", Value.of("a"),
                    "gigabytes", Value.of("20"),
                    "id", Value.nullOf(Types.ANY))),
            Set.of(),
            List.of(),
            1,
            Status.INTERRUPTED);
    var provider = new DiskProvider(2);

    Plan plan =
        PlanFixture.of(SAME)
            .withProviders(List.of(provider))
            .interrupted(
                List.of(
                    new OpenIntent(new Intent.Create(address("disk.a"), "token", planned), null)))
            .plan();

    assertThat(provider.lookedFor)
        .containsExactly(
            Value.objectOf(
                Map.of(
                    "labels", Value.listOf(Types.STRING, List.of(Value.of("a"))),
                    "size", Value.of(20),
                    "id", Value.nullOf(Types.STRING))));
    assertThat(plan.prior().instance(address("disk.a")))
        .returns(2, InstanceState::schemaVersion)
        .returns("token", InstanceState::token);
  }

  @Test
  void anImportIsByTheCurrentVersion() throws IOException {
    String text = SAME + "resource \"disk\" \"c\" { labels = [\"c\"] }\n";

    ImportResult imported = of(text, kept(), 2).importing("disk.c", "disk-3");

    assertThat(imported.diagnostics().all().stream().filter(Diagnostic::isError)).isEmpty();
    assertThat(imported.objects().getFirst().state().schemaVersion()).isEqualTo(2);
    assertThat(of(text, kept(), 2).importing("disk.c", "disk-2").diagnostics().all())
        .anyMatch(it -> it.summary().equals("Object already managed"));
  }
}
