package io.esform.state.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.store.ObjectStore;
import io.esform.testing.store.StoreBackendType;
import io.esform.value.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreBackendContractTest extends WorkspacesContract {

  private final ObjectStore store = new ObjectStore();

  @Override
  BackendType type() {
    return new StoreBackendType(store);
  }

  @Override
  Map<String, Value> arguments() {
    return Map.of("bucket", Value.of("states"));
  }

  @Override
  boolean isTouched() {
    return store.requests() > 0;
  }

  @Test
  void aBackendThatKeepsNoVersionsSaysSo() {
    begin("one");
    assertThat(summary(backend().versions().diagnostics())).isEqualTo("Backend keeps no versions");
    assertThat(summary(backend().version(1).diagnostics())).isEqualTo("Backend keeps no versions");
  }
}
