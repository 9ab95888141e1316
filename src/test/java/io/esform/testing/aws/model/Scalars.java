package io.esform.testing.aws.model;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Reads scalars of protocols that have only texts.
final class Scalars {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Scalars() {}

  /// The value in the type of its shape; the text itself if it is not of that type.
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
