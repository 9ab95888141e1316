package io.esform.state.backend;

import io.esform.state.backend.objects.MemoryBackendType;
import io.esform.state.backend.objects.MemoryStore;
import io.esform.state.backend.objects.Schedule;
import io.esform.state.disk.Disk;
import io.esform.task.Tasks;
import io.esform.testing.BackendEnvironments;
import io.esform.value.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

class ObjectBackendContractTest extends VersionedBackendContract {

  private final MemoryStore store = new MemoryStore();
  private final Tasks tasks = Schedule.inOrder().mainMachine();

  @Override
  BackendType type() {
    return new MemoryBackendType(store);
  }

  @Override
  BackendEnvironment environment() {
    return BackendEnvironments.of(directory, temporary, Disk.real(), tasks);
  }

  @Override
  Map<String, Value> arguments() {
    return Map.of();
  }

  @Override
  boolean isTouched() {
    return store.requests() > 0;
  }

  @Override
  void overwrite(@Nullable String text) {
    store.overwrite("team/esform.state", text);
  }
}
