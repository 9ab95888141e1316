package io.esform.state;

import io.esform.address.ResourceInstanceAddress;
import java.util.Comparator;

/// Identifies an object that a newer one at the same address has replaced and that still exists.
///
/// @param generation of the object: unique for its address, because every new object increments it
public record DeposedKey(ResourceInstanceAddress address, int generation)
    implements Comparable<DeposedKey> {

  @Override
  public int compareTo(DeposedKey other) {
    return Comparator.comparing(DeposedKey::address)
        .thenComparingInt(DeposedKey::generation)
        .compare(this, other);
  }

  /// `es_node.store[0] (deposed, generation 2)`.
  @Override
  public String toString() {
    return address + " (deposed, generation " + generation + ")";
  }
}
