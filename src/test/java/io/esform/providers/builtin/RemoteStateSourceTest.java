package io.esform.providers.builtin;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.provider.DataSource;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.providers.builtin.RemoteStates.Source;
import io.esform.providers.builtin.RemoteStates.StateKey;
import io.esform.testing.FakeRemoteStates;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The arguments of `esform_remote_state`, and the outputs that it returns.
class RemoteStateSourceTest {

  private static final Value BUCKET = Value.objectOf(Map.of("bucket", Value.of("states")));

  private final FakeRemoteStates states = new FakeRemoteStates();
  private final DataSource source = new RemoteStateSource(states);

  private ObjectValue arguments(Map<String, Value> given) {
    var all = new TreeMap<>(source.schema().blank().attributes());
    all.put("backend", Value.of("fake"));
    all.put("config", BUCKET);
    all.putAll(given);
    return Value.objectOf(all);
  }

  private List<String> faults(Map<String, Value> given) {
    return source.validate(arguments(given)).stream()
        .map(each -> each.path() + ": " + each.summary())
        .toList();
  }

  private ObjectValue read(Map<String, Value> given) {
    DataSource.Response response = source.read(() -> {}, arguments(given));
    assertThat(response.faults()).isEmpty();
    return requireNonNull(response.state());
  }

  private void exists(String workspace, Map<String, Value> outputs) {
    ObjectValue all =
        Value.objectOf(
            Map.of(
                "bucket", Value.of("states"),
                "size", Value.nullOf(Types.NUMBER),
                "password", Value.nullOf(Types.STRING)));
    states.put(new Source("fake", all, workspace, null), new TreeMap<>(outputs));
  }

  @Test
  void allFaultsAreFoundAtOnceWithTheirPlaces() {
    ObjectValue config =
        Value.objectOf(
            Map.of(
                "size", Value.of("big"),
                "password", Value.listOf(Types.STRING, List.of(Value.of("s3cret"))),
                "other", Value.of(1)));
    assertThat(
            faults(
                Map.of(
                    "config", config,
                    "defaults", Value.of("none"),
                    "workspace", Value.of(""),
                    "encryption",
                        Value.objectOf(
                            Map.of(
                                "key_file", Value.nullOf(Types.STRING),
                                "passphrase_environment", Value.nullOf(Types.STRING))))))
        .containsExactlyInAnyOrder(
            "defaults: Wrong type",
            "encryption: Invalid encryption",
            "workspace: Invalid workspace",
            "config.other: Unsupported argument",
            "config.size: Wrong type",
            ": Wrong type",
            "config: Missing required argument");
    assertThat(source.validate(arguments(Map.of("config", config))))
        .extracting(AttributeDiagnostic::detail)
        .noneMatch(detail -> detail.contains("s3cret"));
  }

  @ParameterizedTest
  @CsvSource({
    "backend, fkae, backend: Unsupported backend type",
    "config, text, config: Wrong type",
  })
  void aWrongValueIsNamed(String argument, String value, String fault) {
    assertThat(faults(Map.of(argument, Value.of(value)))).containsExactly(fault);
  }

  @Test
  void aMisspelledArgumentIsNotMissingToo() {
    List<AttributeDiagnostic> found =
        source.validate(
            arguments(Map.of("config", Value.objectOf(Map.of("bukcet", Value.of("states"))))));
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().detail()).contains("Did you mean \"bucket\"?");
  }

  @Test
  void theBackendChecksItsArguments() {
    assertThat(faults(Map.of("config", Value.objectOf(Map.of("bucket", Value.of(""))))))
        .containsExactly("config: Invalid bucket");
  }

  @Test
  void unknownArgumentsAreNoFaults() {
    assertThat(faults(Map.of("config", Value.unknown(Types.ANY)))).isEmpty();
    assertThat(
            faults(Map.of("config", Value.objectOf(Map.of("bucket", Value.unknown(Types.STRING))))))
        .isEmpty();
    assertThat(faults(Map.of("backend", Value.unknown(Types.STRING)))).isEmpty();
    assertThat(states.reads()).isEmpty();
  }

  @Test
  void anUnknownArgumentHidesNoFaultOfAnother() {
    ObjectValue config =
        Value.objectOf(Map.of("bucket", Value.unknown(Types.STRING), "other", Value.of(1)));
    assertThat(faults(Map.of("config", config)))
        .containsExactly("config.other: Unsupported argument");
  }

  @Test
  void outputsKeepTheirTypesAndMarks() {
    Value ports = Value.listOf(Types.NUMBER, List.of(Value.of(80)));
    Value password = Value.sensitive(Value.of("s3cret"));
    exists("default", Map.of("ports", ports, "password", password));
    ObjectValue read = read(Map.of());
    assertThat(read.get("outputs"))
        .isEqualTo(Value.objectOf(Map.of("ports", ports, "password", password)));
    assertThat(read.get("workspace")).isEqualTo(Value.of("default"));
  }

  @Test
  void anotherWorkspaceIsAnotherState() {
    exists("prod", Map.of("name", Value.of("prod")));
    assertThat(read(Map.of("workspace", Value.of("prod"))).get("outputs"))
        .isEqualTo(Value.objectOf(Map.of("name", Value.of("prod"))));
  }

  @Test
  void defaultsReplaceMissingAndNullOutputsOnly() {
    exists(
        "default",
        Map.of("set", Value.of("set"), "empty", Value.sensitive(Value.nullOf(Types.STRING))));
    Value defaults =
        Value.objectOf(
            Map.of(
                "set", Value.of("default"),
                "empty", Value.of("default"),
                "missing", Value.of(true)));
    assertThat(read(Map.of("defaults", defaults)).get("outputs"))
        .isEqualTo(
            Value.objectOf(
                Map.of(
                    "set", Value.of("set"),
                    "empty", Value.of("default"),
                    "missing", Value.of(true))));
  }

  @Test
  void defaultsDoNotReplaceAState() {
    DataSource.Response response =
        source.read(() -> {}, arguments(Map.of("defaults", Value.objectOf(Map.of()))));
    assertThat(response.state()).isNull();
    assertThat(response.faults())
        .extracting(AttributeDiagnostic::summary)
        .containsExactly("Unable to find remote state");
  }

  @Test
  void argumentsReachTheBackendInItsTypes() {
    ObjectValue config =
        Value.objectOf(Map.of("bucket", Value.of("states"), "size", Value.of("12")));
    Value key =
        Value.objectOf(
            Map.of(
                "key_file", Value.of("other.key"),
                "passphrase_environment", Value.nullOf(Types.STRING)));
    source.read(() -> {}, arguments(Map.of("config", config, "encryption", key)));
    Source read = states.reads().getFirst();
    assertThat(read.arguments().get("size"))
        .isEqualTo(new Value.NumberValue(BigDecimal.valueOf(12)));
    assertThat(read.key()).isEqualTo(new StateKey.KeyFile("other.key"));
  }

  @Test
  void sensitiveArgumentsOfABackendAreSensitiveHere() {
    ObjectValue config =
        Value.objectOf(Map.of("bucket", Value.of("states"), "password", Value.of("s3cret")));
    assertThat(source.sensitiveParts(arguments(Map.of("config", config))))
        .containsExactly(AttributePath.of("config").attribute("password"));
    Value map = Value.mapOf(Types.STRING, config.attributes());
    assertThat(source.sensitiveParts(arguments(Map.of("config", map))))
        .containsExactly(AttributePath.of("config").key("password"));
    assertThat(faults(Map.of("config", map))).isEmpty();
  }
}
