package io.esform.state;

import io.esform.address.ResourceInstanceAddress;
import java.util.Comparator;

/// Names an object that was replaced by a newer one of the same address and is still there.
///
/// @param generation of the object: unique for its address, since every new object counts one more
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
