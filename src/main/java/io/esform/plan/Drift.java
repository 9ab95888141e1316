package io.esform.plan;

import io.esform.address.ResourceInstanceAddress;
import io.esform.schema.Schema;
import io.esform.state.DeposedKey;
import io.esform.value.Value.ObjectValue;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The difference between a recorded object and the object as read: a change made outside esform.
///
/// @param deposed the generation of the deposed object; null for the current object
/// @param before the recorded object
/// @param after the object as read; null if it no longer exists
/// @param different the names of the attributes that differ
/// @param relevant the different attributes that the plan reverts or that a changed object refers
///   to
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

  /// The same for a deposed object, on which no planned change depends.
  public Drift ofDeposed(int generation) {
    return new Drift(address, generation, schema, before, after, different, Set.of());
  }

  /// The address, with the generation of a deposed object.
  public String display() {
    return deposed == null ? address.toString() : new DeposedKey(address, deposed).toString();
  }

  /// Whether the plan would differ without it.
  public boolean changesPlan() {
    return !relevant.isEmpty();
  }
}
