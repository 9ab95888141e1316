package io.esform.state.file;

import java.io.StringWriter;
import java.math.BigDecimal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes a JSON tree. The same tree gives the same text on every machine.
final class JsonWriter {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int LONGEST_PLAIN_SCALE = 40;

  private JsonWriter() {}

  /// Two spaces per level, one member or element per line, a newline at the end.
  static String pretty(Json json) throws StateFault {
    return write(json, new JsonLayout()) + "\n";
  }

  /// On one line, without spaces.
  static String compact(Json json) throws StateFault {
    return write(json, ObjectWriteContext.empty());
  }

  private static String write(Json json, ObjectWriteContext context) throws StateFault {
    var text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(context, text)) {
      write(json, generator);
    } catch (JacksonException fault) {
      throw new StateFault(
          "State cannot be written",
          "A value has no JSON form: " + fault.getOriginalMessage() + ".",
          Json.NOWHERE);
    }
    return text.toString();
  }

  private static void write(Json json, JsonGenerator generator) {
    switch (json) {
      case Json.Text(var value, _) -> generator.writeString(value);
      case Json.Numeral(var value, _) -> generator.writeNumber(digits(value));
      case Json.Bool(var value, _) -> generator.writeBoolean(value);
      case Json.Null _ -> generator.writeNull();
      case Json.Array(var elements, _) -> {
        generator.writeStartArray();
        elements.forEach(element -> write(element, generator));
        generator.writeEndArray();
      }
      case Json.Members(var members, _) -> {
        generator.writeStartObject();
        members.forEach((name, value) -> {
          generator.writeName(name);
          write(value, generator);
        });
        generator.writeEndObject();
      }
    }
  }

  /// Plain digits, or an exponent where plain digits would run away.
  private static String digits(BigDecimal number) {
    return Math.abs((long) number.scale()) <= LONGEST_PLAIN_SCALE
        ? number.toPlainString()
        : number.toString();
  }
}
