package io.esform.state.backend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.AddressParser;
import io.esform.address.ProviderKey;
import io.esform.state.InstanceState;
import io.esform.state.State;
import io.esform.state.disk.Disk;
import io.esform.state.file.KeySource;
import io.esform.state.file.StateCodec;
import io.esform.testing.BackendEnvironments;
import io.esform.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A file of a state with one damage is reported, or is read as the whole state that was saved.
class DamagedStateTest {

  @TempDir private Path directory = Path.of("unset");
  private State state = State.empty("lineage");
  private byte[] bytes = {};

  private LocalBackend backend() {
    var codec =
        new StateCodec(
            new KeySource.KeyFile(directory.resolve("key")),
            "0.1.0",
            new SecureRandom(),
            Disk.real());
    return new LocalBackend(
        directory, codec, BackendEnvironments.of(directory, directory, Disk.real()));
  }

  /// An output, and a resource with a secret.
  @BeforeEach
  void save() throws IOException {
    var instance =
        new InstanceState(
            ProviderKey.parse("builtin"),
            Value.objectOf(
                Map.of("id", Value.of("grün"), "result", Value.sensitive(Value.of("secret")))),
            Set.of(),
            List.of(),
            1,
            InstanceState.Status.READY);
    LocalBackend backend = backend();
    assertThat(backend.lock("apply").all()).isEmpty();
    State empty = requireNonNull(backend.load().state());
    state =
        backend
            .save(
                new State(
                    empty.serial(),
                    empty.lineage(),
                    new TreeMap<>(Map.of("name", Value.of("value"))),
                    new TreeMap<>(
                        Map.of(
                            requireNonNull(
                                AddressParser.parseInstance("random_password.p").address()),
                            instance)),
                    new TreeMap<>()))
            .state();
    assertThat(backend.unlock().all()).isEmpty();
    bytes = Files.readAllBytes(file());
    assertThat(read(bytes)).isEqualTo(state);
  }

  private Path file() {
    return directory.resolve("esform.state");
  }

  /// @return null if the damage is reported
  private @Nullable State read(byte[] content) throws IOException {
    Files.write(file(), content);
    Backend.Loaded loaded = backend().load();
    if (loaded.diagnostics().hasErrors()) {
      assertThat(loaded.state()).isNull();
      assertThat(loaded.diagnostics().all())
          .allSatisfy(error -> assertThat(error.toString()).contains("esform.state"));
      return null;
    }
    return loaded.state();
  }

  private void assertReported(byte[] content, int at) throws IOException {
    State found = read(content);
    if (found != null) {
      assertThat(found).as("damage at byte %d of %d", at, bytes.length).isEqualTo(state);
    }
  }

  /// One bit of the text, one that changes the case of a letter, and one that leaves ASCII.
  @ParameterizedTest
  @ValueSource(ints = {0x01, 0x20, 0x80})
  void everyByteFlipped(int bit) throws IOException {
    for (int at = 0; at < bytes.length; at++) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= (byte) bit;
      assertReported(damaged, at);
    }
  }

  @Test
  void cutAtEveryByte() throws IOException {
    for (int length = 0; length < bytes.length; length++) {
      assertReported(Arrays.copyOf(bytes, length), length);
    }
  }

  /// A disk that lost a sector.
  @Test
  void zerosAtEveryByte() throws IOException {
    for (int at = 0; at < bytes.length; at++) {
      byte[] damaged = bytes.clone();
      Arrays.fill(damaged, at, Math.min(bytes.length, at + 64), (byte) 0);
      assertReported(damaged, at);
    }
  }
}
