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
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// A value on one line, in configuration syntax.
final class ValueText {

  static final String UNKNOWN = "(known after apply)";
  static final String SENSITIVE = "(sensitive)";

  private ValueText() {}

  static String inline(Value value) {
    return switch (value) {
      case StringValue(var text) -> quoted(text);
      case NumberValue number -> number.display();
      case BoolValue(var truth) -> Boolean.toString(truth);
      case NullValue _ -> "null";
      case UnknownValue _ -> UNKNOWN;
      case SensitiveValue _ -> SENSITIVE;
      case ListValue(_, var elements) -> list(elements);
      case SetValue(_, var elements) -> list(elements);
      case TupleValue(var elements) -> list(elements);
      case MapValue(_, var elements) -> map(elements);
      case ObjectValue(var attributes) -> map(attributes);
    };
  }

  private static String list(List<Value> elements) {
    var joined = new StringJoiner(", ", "[", "]");
    elements.forEach(element -> joined.add(inline(element)));
    return joined.toString();
  }

  private static String map(Map<String, Value> entries) {
    if (entries.isEmpty()) {
      return "{}";
    }
    var joined = new StringJoiner(", ", "{ ", " }");
    entries.forEach((name, value) -> joined.add(key(name) + " = " + inline(value)));
    return joined.toString();
  }

  /// The elements of a list, set or tuple; null for other values.
  static @Nullable List<Value> elements(Value value) {
    return switch (value) {
      case ListValue(_, var elements) -> elements;
      case SetValue(_, var elements) -> elements;
      case TupleValue(var elements) -> elements;
      case StringValue _,
          NumberValue _,
          BoolValue _,
          NullValue _,
          UnknownValue _,
          SensitiveValue _,
          MapValue _,
          ObjectValue _ ->
          null;
    };
  }

  /// The entries of a map or object; null for other values.
  static @Nullable Map<String, Value> entries(Value value) {
    return switch (value) {
      case MapValue(_, var elements) -> elements;
      case ObjectValue(var attributes) -> attributes;
      case StringValue _,
          NumberValue _,
          BoolValue _,
          NullValue _,
          UnknownValue _,
          SensitiveValue _,
          ListValue _,
          SetValue _,
          TupleValue _ ->
          null;
    };
  }

  /// The text of a string with several lines; null for other values.
  static @Nullable String severalLines(Value value) {
    return value instanceof StringValue(var text) && text.stripTrailing().indexOf('\n') >= 0
        ? text
        : null;
  }

  /// A name before `=`: unquoted if it is an identifier, else quoted.
  static String key(String name) {
    return isIdentifier(name) ? name : quoted(name);
  }

  private static boolean isIdentifier(String name) {
    return !name.isEmpty()
        && Character.isUnicodeIdentifierStart(name.codePointAt(0))
        && name.codePoints().allMatch(point -> isIdentifierPart(point));
  }

  private static boolean isIdentifierPart(int point) {
    return point == '-'
        || (Character.isUnicodeIdentifierPart(point) && !Character.isIdentifierIgnorable(point));
  }

  static String quoted(String text) {
    var quoted = new StringBuilder(text.length() + 2).append('"');
    text.codePoints()
        .forEach(point -> {
          switch (point) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            default -> quoted.append(Text.printable(point, 0));
          }
        });
    return quoted.append('"').toString().replace("${", "$${").replace("%{", "%%{");
  }
}
