package io.esform.eval.functions;

import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.TupleValue;
import java.util.List;
import java.util.Map;

/// Writes values as YAML in block style. Keys and strings are always quoted, so that no string is
/// read as another type.
final class Yaml {

  private Yaml() {}

  /// The text with a newline at its end.
  static String encode(Value value) {
    var text = new BoundedText();
    append(text, value, "");
    return text.toString().substring(1);
  }

  /// Appends the text after a `-` or a `:`, including its line end.
  private static void append(BoundedText text, Value value, String indentation) {
    switch (value) {
      case ListValue(_, var elements) -> sequence(text, elements, indentation);
      case SetValue(_, var elements) -> sequence(text, elements, indentation);
      case TupleValue(var elements) -> sequence(text, elements, indentation);
      case MapValue(_, var elements) -> mapping(text, elements, indentation);
      case ObjectValue(var attributes) -> mapping(text, attributes, indentation);
      case Value.StringValue(var string) ->
          text.append(' ').append(Json.quote(string)).append('\n');
      case Value.NumberValue _,
          Value.BoolValue _,
          Value.NullValue _,
          Value.UnknownValue _,
          Value.SensitiveValue _ ->
          text.append(' ').append(Json.encode(value)).append('\n');
    }
  }

  private static void sequence(BoundedText text, List<Value> elements, String indentation) {
    if (elements.isEmpty()) {
      text.append(" []\n");
      return;
    }
    text.append('\n');
    for (Value element : elements) {
      text.append(indentation).append('-');
      append(text, element, indentation + "  ");
    }
  }

  private static void mapping(BoundedText text, Map<String, Value> entries, String indentation) {
    if (entries.isEmpty()) {
      text.append(" {}\n");
      return;
    }
    text.append('\n');
    entries.forEach((key, value) -> {
      text.append(indentation).append(Json.quote(key)).append(':');
      append(text, value, indentation + "  ");
    });
  }
}
