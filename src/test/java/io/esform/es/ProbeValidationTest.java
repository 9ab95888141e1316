package io.esform.es;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.es.Platform.InputSources;
import io.esform.plan.instance.InstancePlanner;
import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.testing.FakeInputFiles;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.SensitiveValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Probes and administrators that cannot work are refused.
class ProbeValidationTest {

  private static final Map<String, ResourceType> TYPES =
      EsTypes.over(
          _ -> new FakePlatform(),
          new Platform.Abilities(true, true, InputSources.FILES, true),
          new FakeInputFiles(Map.of()));

  private static List<String> faults(String type, ObjectValue configuration) {
    return InstancePlanner.faults(Objects.requireNonNull(TYPES.get(type)), configuration).stream()
        .map(fault -> fault.path() + ": " + fault.summary())
        .toList();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void aProbeThatCannotRunIsRefused(String type, String fault, Consumer<Block> breaking) {
    Block block =
        switch (type) {
          case "es_node" -> Samples.node();
          case "es_database" -> Samples.database();
          default -> Samples.loadBalancer();
        };
    breaking.accept(block);
    assertThat(faults(type, block.configuration())).containsExactly(fault);
  }

  private static Arguments refused(String type, String fault, Consumer<Block> breaking) {
    return Arguments.of(type, fault, breaking);
  }

  static Stream<Arguments> aProbeThatCannotRunIsRefused() {
    return Stream.of(
        refused("es_node", "probe[0].name: Invalid probe", it -> it.add("probe").set("name", "x")),
        refused(
            "es_node",
            "probe[0].name: Invalid probe",
            it -> it.add("probe").set("name", "x").set("path", "/a").set("command", "true")),
        refused(
            "es_node",
            "probe[0].name: Invalid value",
            it -> it.add("probe").set("name", "My page").set("path", "/a")),
        refused(
            "es_node",
            "probe[0].name: Duplicate probe",
            it -> it.add("probe").set("name", "login").set("path", "/a")),
        refused(
            "es_node",
            "probe[1].name: Duplicate probe",
            it -> {
              it.add("probe").set("name", "x").set("path", "/a");
              it.add("probe").set("name", "x").set("path", "/b");
            }),
        refused(
            "es_node",
            "probe[0].path: Invalid value",
            it -> it.add("probe").set("name", "x").set("path", "a b")),
        refused(
            "es_node",
            "probe[0].status: Value out of range",
            it -> it.add("probe").set("name", "x").set("path", "/").set("status", 99)),
        refused(
            "es_database",
            "probe[0].path: Invalid probe",
            it -> it.add("probe").set("name", "x").set("path", "/")),
        refused(
            "es_load_balancer",
            "probe[0].query: Invalid probe",
            it -> it.add("probe").set("name", "x").set("query", "SELECT 1")),
        refused(
            "es_load_balancer",
            "skipped_probes: Unknown probe",
            it -> it.set("skipped_probes", Value.listOf(List.of("carbon")))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"admin", "four", "with space", "0123456789012345678901234567890", "p\u00e4ssword"})
  void aPasswordThatCarbonRefusesOrEverybodyKnowsIsRefused(String password) {
    var block = Samples.node();
    block.nested("admin").set("password", password);
    assertThat(faults("es_node", block.configuration()))
        .containsExactly("admin.password: Invalid password");
  }

  @Test
  void anAdministratorIsRequired() {
    var schema = Objects.requireNonNull(TYPES.get("es_node")).schema();
    assertThat(Objects.requireNonNull(schema.blocks().get("admin")).required()).isTrue();
  }

  @Test
  void aSecretThatWouldBeDeliveredInClearIsRefused() {
    Value secret = new SensitiveValue(Value.of("test hunter2"));
    var block = Samples.node();
    block.add("probe").set("name", "x").set("command", secret);
    block.add("schemas").set("overlay", Value.mapOf(Types.STRING, Map.of("a.sql", secret)));
    assertThat(faults("es_node", block.configuration()))
        .containsExactlyInAnyOrder(
            "probe[0].command: Sensitive value not supported",
            "schemas.overlay: Sensitive value not supported");
    List<AttributeDiagnostic> all =
        InstancePlanner.faults(Objects.requireNonNull(TYPES.get("es_node")), block.configuration());
    assertThat(all).noneMatch(fault -> fault.detail().contains("hunter2"));
  }
}
