package io.esform.eval.functions;

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

/// Writes values as JSON: compact, keys in order, `<`, `>` and `&` escaped as Terraform does.
final class Json {

  private Json() {}

  /// @param value wholly known and without marks
  static String encode(Value value) {
    var text = new BoundedText();
    append(text, value);
    return text.toString();
  }

  private static void append(BoundedText text, Value value) {
    switch (value) {
      case StringValue(var string) -> appendQuoted(text, string, true);
      case NumberValue number -> text.append(number.display());
      case BoolValue(var truth) -> text.append(Boolean.toString(truth));
      case NullValue _ -> text.append("null");
      case ListValue(_, var elements) -> appendAll(text, elements);
      case SetValue(_, var elements) -> appendAll(text, elements);
      case TupleValue(var elements) -> appendAll(text, elements);
      case MapValue(_, var elements) -> appendAll(text, elements);
      case ObjectValue(var attributes) -> appendAll(text, attributes);
      case SensitiveValue(var inner) -> append(text, inner);
      case UnknownValue _ ->
          throw new FunctionFault(0, "a value known only after apply cannot be encoded");
    }
  }

  private static void appendAll(BoundedText text, List<Value> elements) {
    text.append('[');
    String separator = "";
    for (Value element : elements) {
      text.append(separator);
      append(text, element);
      separator = ",";
    }
    text.append(']');
  }

  private static void appendAll(BoundedText text, Map<String, Value> entries) {
    text.append('{');
    String separator = "";
    for (var entry : entries.entrySet()) {
      text.append(separator);
      appendQuoted(text, entry.getKey(), true);
      text.append(':');
      append(text, entry.getValue());
      separator = ",";
    }
    text.append('}');
  }

  /// The quoted text with only the escapes that JSON requires.
  static String quote(String string) {
    var text = new BoundedText();
    appendQuoted(text, string, false);
    return text.toString();
  }

  private static void appendQuoted(BoundedText text, String string, boolean escapesMarkup) {
    text.append('"');
    for (int index = 0; index < string.length(); index++) {
      char unit = string.charAt(index);
      switch (unit) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          boolean isMarkup = unit == '<' || unit == '>' || unit == '&';
          boolean isSeparator = unit == '\u2028' || unit == '\u2029';
          if (unit < ' ' || (escapesMarkup && (isMarkup || isSeparator))) {
            text.append("\\u").append(hexadecimal(unit));
          } else {
            text.append(unit);
          }
        }
      }
    }
    text.append('"');
  }

  private static String hexadecimal(char unit) {
    String digits = Integer.toHexString(unit);
    return "0".repeat(4 - digits.length()) + digits;
  }
}
