package io.esform.config.evaluation;

import io.esform.address.InstanceKey;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The instances of a `count` or `for_each`.
///
/// @param shape the kind of the collection of instances
/// @param keys each key with its `each.value`, in iteration order; for an unknown repetition, a
///   single key that represents any
public record Expansion(Shape shape, SequencedMap<InstanceKey, Value> keys) {

  /// The kind of value of a reference to all instances.
  public enum Shape {
    /// The value of the single instance.
    SINGLE,
    /// A tuple, by index.
    COUNT,
    /// An object, by key.
    FOR_EACH,
    /// Unknown, including the number of instances.
    UNKNOWN
  }

  static final Value NO_EACH = Value.nullOf(Types.ANY);

  /// Shared by all blocks without repetition, of which there may be many.
  private static final Expansion SINGLE = of(Shape.SINGLE, InstanceKey.none(), NO_EACH);

  private static final Expansion UNKNOWN =
      of(Shape.UNKNOWN, InstanceKey.none(), Value.unknown(Types.ANY));

  public Expansion {
    keys = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(keys));
  }

  static Expansion single() {
    return SINGLE;
  }

  static Expansion unknown() {
    return UNKNOWN;
  }

  private static Expansion of(Shape shape, InstanceKey key, Value each) {
    var keys = new LinkedHashMap<InstanceKey, Value>();
    keys.put(key, each);
    return new Expansion(shape, keys);
  }
}
