package io.esform.config;

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
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The defaults of `optional(type, default)` in a type constraint, in the shape of the type.
///
/// @param values defaults of this object's attributes, by name
/// @param attributes nested defaults, by attribute
/// @param element defaults of the elements of a collection; null for none
public record TypeDefaults(
    Map<String, Value> values,
    Map<String, TypeDefaults> attributes,
    @Nullable TypeDefaults element) {

  public static final TypeDefaults NONE = new TypeDefaults(Map.of(), Map.of(), null);

  public boolean isEmpty() {
    return values.isEmpty() && attributes.isEmpty() && element == null;
  }

  /// The value with defaults for missing attributes; to call before conversion to the type.
  public Value fill(Value value) {
    if (isEmpty()) {
      return value;
    }
    return switch (value) {
      case SensitiveValue(var inner) -> Value.sensitive(fill(inner));
      case ObjectValue object -> fillAttributes(object.attributes());
      case MapValue map ->
          element == null ? fillAttributes(map.elements()) : Value.objectOf(each(map.elements()));
      case ListValue list -> new TupleValue(each(list.elements()));
      case TupleValue tuple -> new TupleValue(each(tuple.elements()));
      case SetValue set -> new TupleValue(each(set.elements()));
      case StringValue _, NumberValue _, BoolValue _, NullValue _, UnknownValue _ -> value;
    };
  }

  private Value fillAttributes(Map<String, Value> given) {
    if (element != null) {
      return Value.objectOf(each(given));
    }
    var filled = new TreeMap<>(given);
    values.forEach((name, value) -> {
      Value there = filled.get(name);
      if (there == null || there.isNull()) {
        // Whether it was null is as secret as its value.
        filled.put(name, there != null && there.isSensitive() ? Value.sensitive(value) : value);
      }
    });
    attributes.forEach(
        (name, defaults) -> filled.computeIfPresent(name, (_, there) -> defaults.fill(there)));
    return Value.objectOf(filled);
  }

  private Map<String, Value> each(Map<String, Value> elements) {
    var filled = new TreeMap<String, Value>();
    elements.forEach((key, value) -> filled.put(key, fillElement(value)));
    return filled;
  }

  private List<Value> each(List<Value> elements) {
    return elements.stream().map(this::fillElement).toList();
  }

  private Value fillElement(Value value) {
    return element == null ? value : element.fill(value);
  }
}
