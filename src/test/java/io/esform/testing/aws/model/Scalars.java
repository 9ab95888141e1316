package io.esform.testing.aws.model;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Reads texts of protocols that know nothing but texts.
final class Scalars {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Scalars() {}

  /// The value as its shape has it; the text itself when it is none of these.
  static JsonNode of(Shape shape, String text) {
    return switch (shape.type()) {
      case "integer", "long" ->
          text.matches("-?[0-9]{1,19}")
              ? NODES.numberNode(new BigDecimal(text).toBigInteger())
              : NODES.stringNode(text);
      case "float", "double" ->
          text.matches("-?[0-9.]+")
              ? NODES.numberNode(new BigDecimal(text))
              : NODES.stringNode(text);
      case "boolean" ->
          text.matches("true|false")
              ? NODES.booleanNode(text.equals("true"))
              : NODES.stringNode(text);
      default -> NODES.stringNode(text);
    };
  }
}
