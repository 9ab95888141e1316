package io.esform.plan;

import io.esform.address.ResourceInstanceAddress;
import io.esform.schema.Schema;
import io.esform.state.DeposedKey;
import io.esform.value.Value.ObjectValue;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How an object came to differ from what the state had of it, without esform.
///
/// @param deposed the generation of the older object that it is about; null for the current one
/// @param before as the state had it
/// @param after as it is; null when it is gone
/// @param different the names of the attributes that differ
/// @param relevant those of them that the plan undoes or builds on
public record Drift(
    ResourceInstanceAddress address,
    @Nullable Integer deposed,
    Schema schema,
    ObjectValue before,
    @Nullable ObjectValue after,
    Set<String> different,
    Set<String> relevant) {

  public Drift {
    different = Collections.unmodifiableSet(new TreeSet<>(different));
    relevant = Collections.unmodifiableSet(new TreeSet<>(relevant));
  }

  /// The same of an older object: nothing that is planned stands on it.
  Drift ofDeposed(int generation) {
    return new Drift(address, generation, schema, before, after, different, Set.of());
  }

  /// The object's name: its address, and which of its objects it is if that is not the current one.
  public String display() {
    return deposed == null ? address.toString() : new DeposedKey(address, deposed).toString();
  }

  /// Whether the plan would be another one without it.
  public boolean changesPlan() {
    return !relevant.isEmpty();
  }
}
