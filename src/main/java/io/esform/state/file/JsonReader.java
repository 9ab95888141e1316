package io.esform.state.file;

import io.esform.value.Value.NumberValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/// Reads one JSON document. Numbers keep all digits; duplicate names in an object are an error.
final class JsonReader {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(3 * NumberValue.MOST_DIGITS)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private JsonReader() {}

  static Json read(String text) throws StateFault {
    return read(text, StreamedElements.NOTHING);
  }

  /// The document without the elements that the harvest removes.
  static Json read(String text, StreamedElements harvest) throws StateFault {
    if (text.isBlank()) {
      throw new StateFault("State file is empty", "The file contains no state.", 0);
    }
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      Json document = value(parser, harvest);
      if (parser.nextToken() != null) {
        throw notJson("text follows the end of the document", offset(parser));
      }
      return document;
    } catch (UnexpectedEndOfInputException _) {
      throw new StateFault(
          "State file is cut off", "The file ends in the middle of its content.", text.length());
    } catch (JacksonException fault) {
      if (fault instanceof StreamReadException
          && fault.getLocation() != null
          && fault.getLocation().getCharOffset() >= text.length()) {
        throw new StateFault(
            "State file is cut off", "The file ends in the middle of its content.", text.length());
      }
      int offset = fault.getLocation() == null ? 0 : (int) fault.getLocation().getCharOffset();
      throw notJson(String.valueOf(fault.getOriginalMessage()), Math.max(0, offset));
    }
  }

  /// Serial and lineage, from the first members of the document; null when they are missing.
  static StateCodec.@Nullable Header header(String text) {
    long serial = -1;
    String lineage = null;
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      while ((serial < 0 || lineage == null) && parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        if (name.equals("serial") && token == JsonToken.VALUE_NUMBER_INT) {
          serial = parser.getLongValue();
        } else if (name.equals("lineage") && token == JsonToken.VALUE_STRING) {
          lineage = parser.getString();
        } else {
          parser.skipChildren();
        }
      }
    } catch (JacksonException _) {
      return null;
    }
    return serial < 0 || lineage == null ? null : new StateCodec.Header(serial, lineage);
  }

  private static StateFault notJson(String reason, int offset) {
    return new StateFault(
        "State file is not JSON", "The file cannot be read: " + reason + ".", offset);
  }

  private static int offset(JsonParser parser) {
    return (int) parser.currentTokenLocation().getCharOffset();
  }

  private static Json value(JsonParser parser, StreamedElements harvest) throws StateFault {
    int offset = offset(parser);
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> members(parser, offset, harvest);
      case START_ARRAY -> array(parser, offset, harvest);
      case VALUE_STRING -> new Json.Text(parser.getString(), offset);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Numeral(number(parser), offset);
      case VALUE_TRUE -> new Json.Bool(true, offset);
      case VALUE_FALSE -> new Json.Bool(false, offset);
      case VALUE_NULL -> new Json.Null(offset);
      case null -> throw notJson("it contains no value", offset);
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw notJson("expected a value", offset);
    };
  }

  /// A number that is too long is refused before any further processing.
  private static BigDecimal number(JsonParser parser) throws StateFault {
    int offset = offset(parser);
    try {
      BigDecimal number = parser.getDecimalValue();
      if (!NumberValue.isTooLong(number)) {
        return number;
      }
    } catch (ArithmeticException | NumberFormatException _) {
      // The exponent does not fit an `int`: the number is too long as well.
    }
    throw new StateFault(
        "Unexpected content in the state",
        "This number is out of range: it has more than %,d digits, or its exponent is too large."
            .formatted(NumberValue.MOST_DIGITS),
        offset);
  }

  private static Json array(JsonParser parser, int offset, StreamedElements harvest)
      throws StateFault {
    List<Json> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      boolean nested = parser.currentToken() == JsonToken.START_ARRAY;
      Json element = value(parser, nested ? StreamedElements.NOTHING : harvest);
      if (!harvest.takes(element)) {
        elements.add(element);
      }
    }
    return new Json.Array(Collections.unmodifiableList(elements), offset);
  }

  private static Json members(JsonParser parser, int offset, StreamedElements harvest)
      throws StateFault {
    var members = new LinkedHashMap<String, Json>();
    var object = new Json.Members(Collections.unmodifiableSequencedMap(members), offset);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      int nameOffset = offset(parser);
      parser.nextToken();
      if (members.put(name, value(parser, harvest.into(name, object))) != null) {
        throw notJson("the name \"" + name + "\" occurs twice in one object", nameOffset);
      }
    }
    return object;
  }
}
