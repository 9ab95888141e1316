package io.esform.plan;

import io.esform.address.ProviderKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.Diagnostics;
import io.esform.provider.Connection;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Evaluates the configuration again while a plan is applied, when values that were unknown in the
/// plan have become known. Thread-safe.
public interface ConfigurationResolver {

  /// The new states of the objects that this run has applied so far.
  interface NewStates {
    /// Null if this run has not changed that instance; its prior state is then current.
    @Nullable ObjectValue find(ResourceInstanceAddress address);
  }

  /// The instance's configuration, with null for unset arguments. Its dependencies have been
  /// applied, and its preconditions hold.
  Resolved<ObjectValue> configuration(ResourceInstanceAddress address, NewStates states);

  /// The violated preconditions of the instance. Its dependencies have been applied.
  Diagnostics preconditions(ResourceInstanceAddress address, NewStates states);

  /// The postconditions of the instance that this object violates.
  Diagnostics postconditions(ResourceInstanceAddress address, ObjectValue self, NewStates states);

  /// Whether the state can keep secrets, because it is encrypted.
  boolean secretsAllowed();

  /// The root outputs by name, sensitive ones marked.
  Resolved<SequencedMap<String, Value>> outputs(NewStates states);

  /// The results of the selected check blocks, evaluated with the objects at the end of the run.
  List<CheckResult> checks(NewStates states);

  /// The connection of that provider configuration, opened on first use.
  Resolved<Connection> connection(ProviderKey provider, NewStates states);

  /// @param value null if the diagnostics contain an error
  record Resolved<T>(@Nullable T value, Diagnostics diagnostics) {}
}
