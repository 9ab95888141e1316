package io.esform.state.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esform.state.backend.http.HttpBackendType;
import io.esform.state.backend.http.PausingTasks;
import io.esform.state.backend.http.TerraformServer;
import io.esform.state.disk.Disk;
import io.esform.testing.BackendEnvironments;
import io.esform.value.Value;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class HttpBackendContractTest extends BackendContract {

  @AutoClose private final TerraformServer server = TerraformServer.start();

  @Override
  BackendType type() {
    return new HttpBackendType();
  }

  @Override
  BackendEnvironment environment() {
    return BackendEnvironments.of(directory, temporary, Disk.real(), new PausingTasks());
  }

  @Override
  Map<String, Value> arguments() {
    return Map.of(
        "address", Value.of(server.address()), "lock_address", Value.of(server.lockAddress()));
  }

  @Override
  boolean isTouched() {
    return !server.calls().isEmpty();
  }

  @Test
  void anotherWorkspaceIsRefused() {
    assertThatThrownBy(() -> workspaces().create("staging"))
        .isInstanceOf(Workspaces.Unsupported.class)
        .hasMessageContaining("stores the state of one workspace");
    assertThat(server.calls()).isEmpty();
  }
}
