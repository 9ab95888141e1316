package io.esform.eval;

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
import java.util.stream.Collectors;

/// Values in golden files: tuples and objects plain, collections with their type.
final class ValueText {

  private ValueText() {}

  static String of(Value value) {
    return switch (value) {
      case StringValue(var text) ->
          '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
      case NumberValue number -> number.display();
      case BoolValue(var truth) -> Boolean.toString(truth);
      case NullValue(var type) -> "null(" + type.display() + ")";
      case UnknownValue(var type) -> "unknown(" + type.display() + ")";
      case SensitiveValue(var inner) -> "sensitive(" + of(inner) + ")";
      case TupleValue(var elements) -> sequence(elements);
      case ListValue(_, var elements) -> value.type().display() + sequence(elements);
      case SetValue(_, var elements) -> value.type().display() + sequence(elements);
      case MapValue(_, var elements) -> value.type().display() + mapping(elements);
      case ObjectValue(var attributes) -> mapping(attributes);
    };
  }

  private static String sequence(List<Value> elements) {
    return elements.stream().map(ValueText::of).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String mapping(Map<String, Value> entries) {
    return entries.entrySet().stream()
        .map(entry -> entry.getKey() + " = " + of(entry.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
