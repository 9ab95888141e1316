package io.esform.state.backend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.state.disk.Disk;
import io.esform.testing.BackendEnvironments;
import io.esform.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LocalBackendContractTest extends VersionedBackendContract {

  @Override
  BackendType type() {
    return new LocalBackendType();
  }

  @Override
  Map<String, Value> arguments() {
    return Map.of();
  }

  @Override
  boolean isTouched() {
    return requireNonNull(directory.toFile().list()).length > 0;
  }

  @Override
  void overwrite(@Nullable String text) throws IOException {
    Path state = directory.resolve("esform.state");
    Files.delete(state);
    if (text != null) {
      Files.writeString(state, text);
    }
  }

  @Test
  void aPathLeadsToAnotherDirectory() {
    var arguments = Value.objectOf(Map.of("path", Value.of("states/prod/esform.state")));
    var environment = BackendEnvironments.of(directory, temporary, Disk.real());
    assertThat(type().open(arguments, environment).workspaces())
        .isInstanceOfSatisfying(
            LocalWorkspaces.class,
            found ->
                assertThat(found.directory("default")).isEqualTo(directory.resolve("states/prod")));
  }
}
