package io.esform.plan;

import io.esform.address.ResourceInstanceAddress;
import io.esform.schema.Schema;
import io.esform.value.Value.ObjectValue;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How an object came to differ from what the state had of it, without esform.
///
/// @param before as the state had it
/// @param after as it is; null when it is gone
/// @param different the names of the attributes that differ
/// @param relevant those of them that the plan undoes or builds on
public record Drift(
    ResourceInstanceAddress address,
    Schema schema,
    ObjectValue before,
    @Nullable ObjectValue after,
    Set<String> different,
    Set<String> relevant) {

  public Drift {
    different = Collections.unmodifiableSet(new TreeSet<>(different));
    relevant = Collections.unmodifiableSet(new TreeSet<>(relevant));
  }

  /// Whether the plan would be another one without it.
  public boolean changesPlan() {
    return !relevant.isEmpty();
  }
}
