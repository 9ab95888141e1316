package io.esform.state.backend.objects;

import io.esform.diag.Diagnostics;
import io.esform.schema.Schema;
import io.esform.state.backend.BackendEnvironment;
import io.esform.state.backend.BackendType;
import io.esform.state.backend.Processes;
import io.esform.value.Value.ObjectValue;
import java.time.Duration;

/// `memory`: stores states in a {@link MemoryStore}.
///
/// @param store exists as long as the test
public record MemoryBackendType(MemoryStore store) implements BackendType {

  static final Duration LEASE = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Schema schema() {
    return Schema.of("Stores states in memory.");
  }

  @Override
  public OpenedWorkspaces open(ObjectValue arguments, BackendEnvironment environment) {
    return new OpenedWorkspaces(
        new ObjectWorkspaces(
            store, "team/esform.state", "env:", LEASE, environment, new FakeProcesses()),
        Diagnostics.none());
  }

  /// Processes that never end.
  record FakeProcesses() implements Processes {

    @Override
    public String birth() {
      return "1";
    }

    @Override
    public boolean hasEnded(long pid, String birth) {
      return false;
    }
  }
}
