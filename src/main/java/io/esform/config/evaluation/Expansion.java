package io.esform.config.evaluation;

import io.esform.address.InstanceKey;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Which instances a `count` or `for_each` makes.
///
/// @param kind what their collection is
/// @param keys each key with what `each.value` stands for, in iteration order; when the repetition
///   is unknown, a single key that stands for any
public record Expansion(Kind kind, SequencedMap<InstanceKey, Value> keys) {

  /// What a reference to the whole gives.
  public enum Kind {
    /// The one instance's own value.
    SINGLE,
    /// A tuple, by index.
    COUNT,
    /// An object, by key.
    FOR_EACH,
    /// Nothing is known, not even how many.
    UNKNOWN
  }

  static final Value NO_EACH = Value.nullOf(Types.ANY);

  /// One for all blocks that are not repeated, of which there may be very many.
  private static final Expansion SINGLE = of(Kind.SINGLE, InstanceKey.none(), NO_EACH);

  private static final Expansion UNKNOWN =
      of(Kind.UNKNOWN, InstanceKey.none(), Value.unknown(Types.ANY));

  public Expansion {
    keys = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(keys));
  }

  static Expansion single() {
    return SINGLE;
  }

  static Expansion unknown() {
    return UNKNOWN;
  }

  private static Expansion of(Kind kind, InstanceKey key, Value each) {
    var keys = new LinkedHashMap<InstanceKey, Value>();
    keys.put(key, each);
    return new Expansion(kind, keys);
  }
}
