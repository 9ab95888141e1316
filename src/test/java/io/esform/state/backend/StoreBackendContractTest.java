package io.esform.state.backend;

import io.esform.testing.store.ObjectStore;
import io.esform.testing.store.StoreBackendType;
import io.esform.value.Value;
import java.util.Map;

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
}
