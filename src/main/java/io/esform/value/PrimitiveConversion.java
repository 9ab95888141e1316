package io.esform.value;

import io.esform.value.ConversionResult.Converted;
import io.esform.value.ConversionResult.Failed;
import io.esform.value.Type.Primitive;
import io.esform.value.Value.BoolValue;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.StringValue;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Converts strings, numbers and bools into each other.
final class PrimitiveConversion {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,6})?");

  private PrimitiveConversion() {}

  static ConversionResult convert(Value value, Primitive wanted, boolean secret) {
    Optional<Value> converted =
        switch (wanted) {
          case STRING -> text(value);
          case NUMBER -> number(value);
          case BOOL -> truth(value);
        };
    return converted
        .<ConversionResult>map(Converted::new)
        .orElseGet(() -> new Failed(AttributePath.ROOT, message(value, wanted, secret)));
  }

  private static Optional<Value> text(Value value) {
    if (value instanceof StringValue) {
      return Optional.of(value);
    }
    if (value instanceof NumberValue number) {
      return Optional.of(Value.of(number.display()));
    }
    if (value instanceof BoolValue(var truth)) {
      return Optional.of(Value.of(Boolean.toString(truth)));
    }
    return Optional.empty();
  }

  private static Optional<Value> number(Value value) {
    if (value instanceof NumberValue) {
      return Optional.of(value);
    }
    if (!(value instanceof StringValue(var text))
        || text.length() > 2 * NumberValue.MOST_DIGITS
        || !NUMBER.matcher(text).matches()) {
      return Optional.empty();
    }
    var parsed = new BigDecimal(text);
    return NumberValue.isTooLong(parsed) ? Optional.empty() : Optional.of(new NumberValue(parsed));
  }

  private static Optional<Value> truth(Value value) {
    if (value instanceof BoolValue) {
      return Optional.of(value);
    }
    if (!(value instanceof StringValue(var text))) {
      return Optional.empty();
    }
    return switch (text) {
      case "true", "1" -> Optional.of(Value.of(true));
      case "false", "0" -> Optional.of(Value.of(false));
      default -> Optional.empty();
    };
  }

  private static String message(Value value, Primitive wanted, boolean secret) {
    String message = Description.required(wanted) + ", but " + Description.claim(value, secret);
    if (wanted == Primitive.BOOL && value instanceof StringValue(var text) && !secret) {
      String lower = text.toLowerCase(Locale.ROOT);
      if (lower.equals("true") || lower.equals("false")) {
        return message + " (write " + lower + ", in lower case)";
      }
    }
    return message;
  }
}
