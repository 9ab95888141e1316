package io.esform.eval.functions;

import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.TupleValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.TreeMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLParser;

/// Reads one value from a token stream: an object, a tuple or a primitive. Numbers keep their
/// digits. The later of two attributes with the same name wins.
final class DecodedTokens {

  private final JsonParser parser;
  private final Size size = Size.ofResult();

  DecodedTokens(JsonParser parser) {
    this.parser = parser;
  }

  /// @param token the first token of the value
  Value value(JsonToken token) {
    size.requireValues(1);
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> tuple();
      case VALUE_STRING -> text();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> Value.of(true);
      case VALUE_FALSE -> Value.of(false);
      case VALUE_NULL -> Value.nullOf(Types.ANY);
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new FunctionFault(0, "a value is missing" + place());
    };
  }

  private Value text() {
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      throw new FunctionFault(0, "aliases are not supported, but there is one" + place());
    }
    String text = parser.getString();
    size.require(text.length());
    return Value.of(text);
  }

  private Value object() {
    var attributes = new TreeMap<String, Value>();
    for (JsonToken token = next(); token != JsonToken.END_OBJECT; token = next()) {
      String name = parser.currentName();
      size.require(name.length());
      attributes.put(name, value(next()));
    }
    return Value.objectOf(attributes);
  }

  private Value tuple() {
    var elements = new ArrayList<Value>();
    for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
      elements.add(value(token));
    }
    return new TupleValue(elements);
  }

  private Value number() {
    BigDecimal number;
    try {
      number = parser.getDecimalValue();
    } catch (ArithmeticException | NumberFormatException _) {
      throw new FunctionFault(
          0, "a number is not finite, or its exponent is out of range," + place());
    }
    if (NumberValue.isTooLong(number)) {
      throw new FunctionFault(0, "a number has more than 10,000 digits" + place());
    }
    return new NumberValue(number);
  }

  JsonToken next() {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new FunctionFault(0, "the text ends unexpectedly");
    }
    return token;
  }

  private String place() {
    return " at line " + parser.currentTokenLocation().getLineNr();
  }
}
