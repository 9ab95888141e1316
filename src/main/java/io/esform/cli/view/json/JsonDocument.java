package io.esform.cli.view.json;

import io.esform.state.file.JsonLayout;
import java.io.StringWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/// Writes one JSON document, indented by two spaces.
final class JsonDocument {

  static final String FORMAT_VERSION = "1.0";

  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator generator;

  private JsonDocument(JsonGenerator generator) {
    this.generator = generator;
  }

  /// A document with one object, whose members `content` writes; ends with a line feed.
  static String document(Consumer<JsonDocument> content) {
    var text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(new JsonLayout(), text)) {
      new JsonDocument(generator).object(content);
    }
    return text + "\n";
  }

  /// A document with one value.
  static String value(Consumer<JsonDocument> content) {
    var text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(new JsonLayout(), text)) {
      content.accept(new JsonDocument(generator));
    }
    return text + "\n";
  }

  JsonGenerator generator() {
    return generator;
  }

  void object(Consumer<JsonDocument> content) {
    generator.writeStartObject();
    content.accept(this);
    generator.writeEndObject();
  }

  void member(String name, Consumer<JsonDocument> content) {
    generator.writeName(name);
    content.accept(this);
  }

  void objectMember(String name, Consumer<JsonDocument> content) {
    generator.writeName(name);
    object(content);
  }

  void member(String name, @Nullable String text) {
    generator.writeName(name);
    if (text == null) {
      generator.writeNull();
    } else {
      generator.writeString(text);
    }
  }

  void member(String name, long number) {
    generator.writeName(name);
    generator.writeNumber(number);
  }

  void member(String name, boolean truth) {
    generator.writeName(name);
    generator.writeBoolean(truth);
  }

  <T> void arrayMember(String name, Iterable<T> elements, Consumer<T> writer) {
    generator.writeName(name);
    generator.writeStartArray();
    elements.forEach(writer);
    generator.writeEndArray();
  }
}
