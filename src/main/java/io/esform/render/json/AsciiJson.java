package io.esform.render.json;

import io.esform.diag.EsformBug;
import io.esform.value.Value;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// Writes values as JSON: one member per line, four spaces per level, plain ASCII, no newline at
/// the end. The output equals that of Python's `json.dumps(value, indent=4)`, which writes the same
/// values on hosts.
public final class AsciiJson {

  private static final String INDENTATION = "    ";

  private final StringBuilder text = new StringBuilder();
  private final String lineEnd;

  private AsciiJson(String lineEnd) {
    this.lineEnd = lineEnd;
  }

  /// Returns the text of a value.
  ///
  /// @param value known and without sensitive parts
  public static String write(Value value) {
    return write(value, "\n");
  }

  /// Returns the text of a value for an indented place.
  ///
  /// @param lineEnd the start of each line except the first: line feed and indentation
  public static String write(Value value, String lineEnd) {
    var writer = new AsciiJson(lineEnd);
    writer.append(value, 0);
    return writer.text.toString();
  }

  private void append(Value value, int depth) {
    switch (value) {
      case Value.StringValue string -> quote(string.value());
      case Value.NumberValue number -> text.append(number.value().toPlainString());
      case Value.BoolValue bool -> text.append(bool.value());
      case Value.NullValue _ -> text.append("null");
      case Value.ListValue list -> array(list.elements(), depth);
      case Value.SetValue set -> array(set.elements(), depth);
      case Value.TupleValue tuple -> array(tuple.elements(), depth);
      case Value.MapValue map -> object(map.elements(), depth);
      case Value.ObjectValue object -> object(object.attributes(), depth);
      case Value.UnknownValue _, Value.SensitiveValue _ ->
          throw new EsformBug("An unknown or sensitive value cannot be written as JSON.");
    }
  }

  private void array(Collection<Value> elements, int depth) {
    enclosed('[', elements, ']', depth, element -> append(element, depth + 1));
  }

  private void object(Map<String, Value> members, int depth) {
    enclosed(
        '{',
        members.entrySet(),
        '}',
        depth,
        member -> {
          quote(member.getKey());
          text.append(": ");
          append(member.getValue(), depth + 1);
        });
  }

  private <T> void enclosed(
      char open, Collection<T> parts, char close, int depth, Consumer<T> append) {
    text.append(open);
    var separator = "";
    for (var part : parts) {
      text.append(separator).append(lineEnd).repeat(INDENTATION, depth + 1);
      append.accept(part);
      separator = ",";
    }
    if (!parts.isEmpty()) {
      text.append(lineEnd).repeat(INDENTATION, depth);
    }
    text.append(close);
  }

  private void quote(String string) {
    text.append('"');
    string.chars().forEach(character -> quote((char) character));
    text.append('"');
  }

  private void quote(char character) {
    switch (character) {
      case '"', '\\' -> text.append('\\').append(character);
      case '\b' -> text.append("\\b");
      case '\f' -> text.append("\\f");
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> {
        if (character < ' ' || character > '~') {
          text.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
        } else {
          text.append(character);
        }
      }
    }
  }
}
