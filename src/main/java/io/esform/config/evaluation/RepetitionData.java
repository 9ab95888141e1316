package io.esform.config.evaluation;

import io.esform.address.InstanceKey;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The values of `count` and `each` inside one repeated block.
///
/// @param count the value of `count`; null outside a block with `count`
/// @param each the value of `each`; null outside a block with `for_each`
record RepetitionData(@Nullable Value count, @Nullable Value each) {

  static final RepetitionData NONE = new RepetitionData(null, null);

  /// The data of an instance. For the key of an unknown repetition both values are unknown.
  static RepetitionData of(InstanceKey key, Value each) {
    return switch (key) {
      case InstanceKey.NoKey() ->
          each.isKnown()
              ? NONE
              : new RepetitionData(
                  Value.objectOf(Map.of("index", Value.unknown(Types.NUMBER))),
                  eachOf(Value.unknown(Types.STRING), each));
      case InstanceKey.IntKey(int index) ->
          new RepetitionData(Value.objectOf(Map.of("index", Value.of(index))), null);
      case InstanceKey.StringKey(String name) ->
          new RepetitionData(null, eachOf(Value.of(name), each));
    };
  }

  private static Value eachOf(Value key, Value value) {
    return Value.objectOf(Map.of("key", key, "value", value));
  }
}
