package io.esform.cli.view;

import io.esform.value.Value;
import io.esform.value.Value.BoolValue;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.NullValue;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.SensitiveValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.StringValue;
import io.esform.value.Value.TupleValue;
import io.esform.value.Value.UnknownValue;
import java.util.List;
import java.util.TreeMap;

/// Removes unset attributes from objects, which are irrelevant to the reader.
final class Unset {

  private Unset() {}

  /// The value without null attributes at any depth.
  static Value removed(Value value) {
    return switch (value) {
      case ObjectValue(var attributes) -> {
        var set = new TreeMap<String, Value>();
        attributes.forEach((name, attribute) -> {
          if (!attribute.isNull()) {
            set.put(name, removed(attribute));
          }
        });
        yield new ObjectValue(set);
      }
      case ListValue(var type, var elements) -> new ListValue(type, removed(elements));
      case TupleValue(var elements) -> new TupleValue(removed(elements));
      case MapValue(var type, var entries) -> {
        var set = new TreeMap<String, Value>();
        entries.forEach((key, entry) -> set.put(key, removed(entry)));
        yield new MapValue(type, set);
      }
      case SetValue _,
          StringValue _,
          NumberValue _,
          BoolValue _,
          NullValue _,
          UnknownValue _,
          SensitiveValue _ ->
          value;
    };
  }

  private static List<Value> removed(List<Value> elements) {
    return elements.stream().map(Unset::removed).toList();
  }
}
