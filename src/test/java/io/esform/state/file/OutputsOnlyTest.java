package io.esform.state.file;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.AddressParser;
import io.esform.address.ProviderKey;
import io.esform.state.InstanceState;
import io.esform.state.State;
import io.esform.state.disk.Disk;
import io.esform.state.file.StateCodec.DecodedOutputs;
import io.esform.testing.Property;
import io.esform.value.Value;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Outputs are decoded without the objects of a state, and without its key unless they are
/// sensitive.
class OutputsOnlyTest {

  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir private Path directory = Path.of("unset");

  private StateCodec codec(EncryptionKeys keys) {
    return new StateCodec(keys, "0.1.0", RANDOM, Disk.real());
  }

  private KeySource file(String name) {
    return new KeySource.KeyFile(directory.resolve(name));
  }

  /// A state with a secret in an object, and an output without one.
  private static State secretObject() {
    var address = requireNonNull(AddressParser.parseInstance("random_password.admin").address());
    var instance =
        new InstanceState(
            ProviderKey.parse("builtin"),
            Value.objectOf(Map.of("result", Value.sensitive(Value.of("s3cret")))),
            Set.of(),
            List.of(),
            1,
            InstanceState.Status.READY);
    return State.empty("lineage")
        .withOutputs(new TreeMap<>(Map.of("host", Value.of("db"))))
        .withInstances(new TreeMap<>(Map.of(address, instance)));
  }

  private String encoded(State state) {
    return requireNonNull(codec(EncryptionKeys.of(file("key"))).encode(state).text());
  }

  @Test
  void theyAreThoseOfTheWholeState() {
    Property.holds(
        50,
        draw -> {
          State state = draw.from(StateGenerators.STATES);
          StateCodec codec = codec(EncryptionKeys.of(file("key")));
          String text = requireNonNull(codec.encode(state).text());
          DecodedOutputs decoded = codec.decodeOutputs(text, "esform.state");
          assertThat(decoded.diagnostics().all()).isEmpty();
          assertThat(decoded.outputs()).isEqualTo(state.outputs());
        });
  }

  @Test
  void openOutputsNeedNoKey() {
    String text = encoded(secretObject());
    assertThat(text).contains("\"encryption\"");
    DecodedOutputs decoded =
        codec(EncryptionKeys.ofForeign(List.of())).decodeOutputs(text, "esform.state");
    assertThat(decoded.outputs()).isEqualTo(Map.of("host", Value.of("db")));
  }

  @Test
  void aSensitiveOutputNeedsAnyOfTheNamedKeys() {
    Value password = Value.sensitive(Value.of("s3cret"));
    var state = State.empty("lineage").withOutputs(new TreeMap<>(Map.of("password", password)));
    String text = encoded(state);

    DecodedOutputs opened =
        codec(EncryptionKeys.ofForeign(List.of(file("other"), file("key"))))
            .decodeOutputs(text, "esform.state");
    assertThat(opened.outputs()).isEqualTo(Map.of("password", password));

    DecodedOutputs without =
        codec(EncryptionKeys.ofForeign(List.of())).decodeOutputs(text, "esform.state");
    assertThat(without.outputs()).isNull();
    assertThat(without.diagnostics().all().getFirst().summary()).isEqualTo("Encryption key needed");
    assertThat(without.diagnostics().all().getFirst().detail())
        .contains("key_file = \"other.key\"")
        .doesNotContain("fallback");
    assertThat(directory.resolve("other")).doesNotExist();
  }

  @Test
  void damageIsNoticedAnywhereInTheText() {
    String text = encoded(secretObject()).replace("random_password.admin", "random_password.other");
    DecodedOutputs decoded =
        codec(EncryptionKeys.ofForeign(List.of())).decodeOutputs(text, "esform.state");
    assertThat(decoded.outputs()).isNull();
    assertThat(decoded.diagnostics().hasErrors()).isTrue();
  }

  @Test
  void aStateOfTerraformIsNamed() {
    DecodedOutputs decoded =
        codec(EncryptionKeys.ofForeign(List.of()))
            .decodeOutputs("{\"version\": 4, \"terraform_version\": \"1.9.0\"}", "t.tfstate");
    assertThat(decoded.diagnostics().all().getFirst().detail()).contains("Terraform or OpenTofu");
  }
}
