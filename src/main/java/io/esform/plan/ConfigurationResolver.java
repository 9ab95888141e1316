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
/// plan have become known. Safe for several threads.
public interface ConfigurationResolver {

  /// The new states of what this run has applied so far.
  interface NewStates {
    /// Null when this run has not changed that instance (its prior state then stands).
    @Nullable ObjectValue find(ResourceInstanceAddress address);
  }

  /// The instance's configuration, unset arguments null. Everything it depends on has been applied,
  /// and its preconditions hold.
  Resolved<ObjectValue> configuration(ResourceInstanceAddress address, NewStates states);

  /// The instance's preconditions that do not hold. Everything it depends on has been applied.
  Diagnostics preconditions(ResourceInstanceAddress address, NewStates states);

  /// The instance's postconditions that do not hold of this object.
  Diagnostics postconditions(ResourceInstanceAddress address, ObjectValue self, NewStates states);

  /// The root outputs by name, sensitive ones marked.
  Resolved<SequencedMap<String, Value>> outputs(NewStates states);

  /// The check blocks that the run looks at, evaluated over what there is when all is done.
  List<CheckResult> checks(NewStates states);

  /// The connection of that provider configuration, connected on first use.
  Resolved<Connection> connection(ProviderKey provider, NewStates states);

  /// @param value null when the diagnostics hold an error
  record Resolved<T>(@Nullable T value, Diagnostics diagnostics) {}
}
