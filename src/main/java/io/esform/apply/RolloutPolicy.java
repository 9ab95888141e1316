package io.esform.apply;

import io.esform.plan.Change;
import java.util.OptionalInt;

/// How many instances of one resource block may be away at once while they are updated or replaced.
public interface RolloutPolicy {

  /// Empty for no bound. The same for all changes of one resource.
  OptionalInt maxUnavailable(Change change);

  /// Cluster nodes one after another, everything else at once.
  static RolloutPolicy standard() {
    return change ->
        change.address().resource().type().equals("es_node")
            ? OptionalInt.of(1)
            : OptionalInt.empty();
  }
}
