package io.esform.state.file;

import java.io.StringWriter;
import java.math.BigDecimal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes JSON, from a tree or in parts. The same content gives the same text on every machine.
final class JsonWriter {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int LONGEST_PLAIN_SCALE = 40;

  private final JsonGenerator generator;

  private JsonWriter(JsonGenerator generator) {
    this.generator = generator;
  }

  /// Writes content directly to the output, without a tree in memory.
  interface Content {
    void write(JsonWriter json) throws StateFault;
  }

  /// Two spaces per level, one member or element per line, a newline at the end.
  ///
  /// @param members of the document
  static String pretty(Content members) throws StateFault {
    return write(json -> json.object(members), new JsonLayout(), "\n");
  }

  /// One line without spaces.
  static String compact(Json json) throws StateFault {
    return write(writer -> writer.element(json), ObjectWriteContext.empty(), "");
  }

  private static String write(Content content, ObjectWriteContext context, String end)
      throws StateFault {
    var text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(context, text)) {
      content.write(new JsonWriter(generator));
    } catch (JacksonException fault) {
      throw new StateFault(
          "State cannot be written",
          "A value has no JSON form: " + fault.getOriginalMessage() + ".",
          Json.NOWHERE);
    }
    return text.append(end).toString();
  }

  JsonWriter put(String name, Json value) {
    generator.writeName(name);
    write(value, generator);
    return this;
  }

  void putArray(String name, Content elements) throws StateFault {
    generator.writeName(name);
    generator.writeStartArray();
    elements.write(this);
    generator.writeEndArray();
  }

  /// Adds an object as the next element.
  void object(Content members) throws StateFault {
    generator.writeStartObject();
    members.write(this);
    generator.writeEndObject();
  }

  void element(Json value) {
    write(value, generator);
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

  /// Plain digits, or an exponent if the plain number is too long.
  private static String digits(BigDecimal number) {
    return Math.abs((long) number.scale()) <= LONGEST_PLAIN_SCALE
        ? number.toPlainString()
        : number.toString();
  }
}
