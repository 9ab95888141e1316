package io.esform.cli.view.json;

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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Values as JSON, and trees that mark their unknown or sensitive parts.
final class ValueJson {

  private ValueJson() {}

  /// The value. Sensitive parts are null; unknown parts are omitted from objects, and null in
  /// lists.
  static void write(JsonDocument json, @Nullable Value value) {
    switch (value) {
      case null -> json.generator().writeNull();
      case StringValue(var text) -> json.generator().writeString(text);
      case NumberValue number -> json.generator().writeNumber(number.display());
      case BoolValue(var truth) -> json.generator().writeBoolean(truth);
      case NullValue _, UnknownValue _, SensitiveValue _ -> json.generator().writeNull();
      case ListValue(_, var elements) -> elements(json, elements);
      case SetValue(_, var elements) -> elements(json, elements);
      case TupleValue(var elements) -> elements(json, elements);
      case MapValue(_, var entries) -> entries(json, entries);
      case ObjectValue(var attributes) -> entries(json, attributes);
    }
  }

  private static void elements(JsonDocument json, List<Value> elements) {
    json.generator().writeStartArray();
    elements.forEach(element -> write(json, element));
    json.generator().writeEndArray();
  }

  private static void entries(JsonDocument json, Map<String, Value> entries) {
    json.object(_ ->
        entries.forEach((name, value) -> {
          if (value.isKnown()) {
            json.member(name, _ -> write(json, value));
          }
        }));
  }

  static void unknowns(JsonDocument json, @Nullable Value value) {
    marks(json, value, found -> !found.isKnown());
  }

  static void sensitives(JsonDocument json, @Nullable Value value) {
    marks(json, value, Value::isSensitive);
  }

  /// `true` if the value itself is marked; `false` if no part is marked; else a tree of the marked
  /// parts. In a tree, a list has an entry for every element.
  private static void marks(JsonDocument json, @Nullable Value value, Predicate<Value> meant) {
    switch (value) {
      case null -> json.generator().writeBoolean(false);
      case Value found when meant.test(found) -> json.generator().writeBoolean(true);
      case ListValue(_, var elements) -> markElements(json, elements, meant);
      case SetValue(_, var elements) -> markElements(json, elements, meant);
      case TupleValue(var elements) -> markElements(json, elements, meant);
      case MapValue(_, var entries) -> markEntries(json, entries, meant);
      case ObjectValue(var attributes) -> markEntries(json, attributes, meant);
      case StringValue _,
          NumberValue _,
          BoolValue _,
          NullValue _,
          UnknownValue _,
          SensitiveValue _ ->
          json.generator().writeBoolean(false);
    }
  }

  private static void markElements(
      JsonDocument json, List<Value> elements, Predicate<Value> meant) {
    if (elements.stream().noneMatch(element -> isMarked(element, meant))) {
      json.generator().writeBoolean(false);
      return;
    }
    json.generator().writeStartArray();
    elements.forEach(element -> marks(json, element, meant));
    json.generator().writeEndArray();
  }

  private static void markEntries(
      JsonDocument json, Map<String, Value> entries, Predicate<Value> meant) {
    json.object(_ ->
        entries.forEach((name, value) -> {
          if (isMarked(value, meant)) {
            json.member(name, _ -> marks(json, value, meant));
          }
        }));
  }

  private static boolean isMarked(Value value, Predicate<Value> meant) {
    return meant.test(value)
        || switch (value) {
          case ListValue(_, var elements) -> anyMarked(elements, meant);
          case SetValue(_, var elements) -> anyMarked(elements, meant);
          case TupleValue(var elements) -> anyMarked(elements, meant);
          case MapValue(_, var entries) -> anyMarked(entries.values(), meant);
          case ObjectValue(var attributes) -> anyMarked(attributes.values(), meant);
          case StringValue _,
              NumberValue _,
              BoolValue _,
              NullValue _,
              UnknownValue _,
              SensitiveValue _ ->
              false;
        };
  }

  private static boolean anyMarked(Iterable<Value> values, Predicate<Value> meant) {
    for (Value value : values) {
      if (isMarked(value, meant)) {
        return true;
      }
    }
    return false;
  }
}
