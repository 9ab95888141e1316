package io.esform.providers.builtin;

import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.schema.Schema;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// The states of other configurations. This room knows no backend, so its user supplies them.
/// Thread-safe.
public interface RemoteStates {

  /// The arguments of `esform_remote_state` that a fault can concern.
  String CONFIG = "config";

  String WORKSPACE = "workspace";
  String ENCRYPTION = "encryption";

  /// The schemas of all backend types, by name.
  SortedMap<String, Schema> backends();

  /// The faults of the arguments of a backend. Does no I/O.
  ///
  /// @param arguments wholly known, of the schema's type; every required one is set
  List<AttributeDiagnostic> check(String backend, ObjectValue arguments);

  /// Reads the outputs of a saved state. Only reads, and takes no lock.
  Outputs read(Source source);

  /// One state.
  ///
  /// @param backend a backend type
  /// @param arguments of the backend, without faults
  /// @param key of the state, in addition to those of this configuration; null for none
  record Source(String backend, ObjectValue arguments, String workspace, @Nullable StateKey key) {}

  /// A key as an `encryption` block names it.
  sealed interface StateKey {
    record KeyFile(String path) implements StateKey {}

    /// @param variable the environment variable that contains it
    record Passphrase(String variable) implements StateKey {}
  }

  /// @param values by name, sensitive ones marked; null if there are faults
  record Outputs(@Nullable SortedMap<String, Value> values, List<AttributeDiagnostic> faults) {

    public Outputs {
      faults = List.copyOf(faults);
    }

    public static Outputs failed(AttributeDiagnostic fault) {
      return new Outputs(null, List.of(fault));
    }
  }
}
