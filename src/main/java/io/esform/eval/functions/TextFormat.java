package io.esform.eval.functions;

import io.esform.value.Conversion;
import io.esform.value.ConversionResult.Converted;
import io.esform.value.ConversionResult.Failed;
import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.BoolValue;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.StringValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A format string with the verbs of Go's `fmt`: `%s %d %f %e %g %v %q %t %b %o %x %X %%`, with
/// flags (`-`, `+`, space, `0`, `#`), width, precision and argument numbers (`%[2]s`).
final class TextFormat {

  private static final Pattern VERB =
      Pattern.compile(
          "%([-+ 0#]*)(\\d{1,4})?(?:\\.(\\d{0,4}))?(?:\\[(\\d{1,4})\\])?(.)?", Pattern.DOTALL);

  private final String format;
  private final List<Value> values;
  private int next;
  private int mostUsed;

  private TextFormat(String format, List<Value> values) {
    this.format = format;
    this.values = values;
  }

  /// @param values the arguments after the format
  static String apply(String format, List<Value> values) {
    return new TextFormat(format, values).run();
  }

  private String run() {
    var result = new BoundedText();
    Matcher matcher = VERB.matcher(format);
    int from = 0;
    while (matcher.find()) {
      result.append(format, from, matcher.start());
      from = matcher.end();
      result.append(one(matcher));
    }
    if (mostUsed < values.size()) {
      throw new FunctionFault(
          mostUsed + 1, "the format uses only " + mostUsed + " of " + values.size() + " values");
    }
    return result.append(format, from, format.length()).toString();
  }

  private String one(Matcher matcher) {
    String verb = matcher.group(5);
    if (verb == null) {
      throw new FunctionFault(0, "the format ends inside a verb; write %% for a percent sign");
    }
    if (verb.equals("%")) {
      return "%";
    }
    String flags = matcher.group(1);
    String precision = matcher.group(3);
    @Nullable Integer digits =
        precision == null ? null : precision.isEmpty() ? 0 : Integer.valueOf(precision);
    String text = formatted(verb.charAt(0), argument(matcher.group(4)), flags, digits);
    String width = matcher.group(2);
    return width == null ? text : padded(text, Integer.parseInt(width), flags, verb.charAt(0));
  }

  private int argument(@Nullable String number) {
    int position = number == null ? next : Integer.parseInt(number) - 1;
    if (position < 0 || position >= values.size()) {
      throw new FunctionFault(
          0,
          "the format uses value "
              + (position + 1)
              + ", but the call has "
              + (values.isEmpty()
                  ? "no values"
                  : values.size() == 1 ? "1 value" : values.size() + " values"));
    }
    next = position + 1;
    mostUsed = Math.max(mostUsed, next);
    return position;
  }

  private String formatted(char verb, int position, String flags, @Nullable Integer digits) {
    return switch (verb) {
      case 'v' -> flags.contains("#") ? Json.encode(values.get(position)) : plain(position);
      case 's' -> cut(text(position), digits);
      case 'q' -> Json.quote(text(position));
      case 't' -> Boolean.toString(((BoolValue) converted(position, Types.BOOL)).value());
      case 'd' -> signed(whole(position, verb), flags, 10);
      case 'b' -> signed(whole(position, verb), flags, 2);
      case 'o' -> signed(whole(position, verb), flags, 8);
      case 'x' -> signed(whole(position, verb), flags, 16);
      case 'X' -> signed(whole(position, verb), flags, 16).toUpperCase(Locale.ROOT);
      case 'f', 'F' -> sign(number(position), flags) + fixed(number(position), digits);
      case 'e', 'E', 'g', 'G' ->
          sign(number(position), flags) + floating(verb, number(position), digits);
      default ->
          throw new FunctionFault(
              0, "the format contains the unknown verb %" + verb + "; write %% for a percent sign");
    };
  }

  private static String cut(String text, @Nullable Integer length) {
    return length == null || text.codePointCount(0, text.length()) <= length
        ? text
        : text.substring(0, text.offsetByCodePoints(0, length));
  }

  /// Strings, numbers and bools as in a template, other values as JSON.
  private String plain(int position) {
    Value value = values.get(position);
    return Conversion.convert(value, Types.STRING) instanceof Converted(StringValue(var text))
        ? text
        : Json.encode(value);
  }

  private static String signed(BigInteger number, String flags, int base) {
    String sign =
        number.signum() < 0 ? "" : flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
    return sign + number.toString(base);
  }

  private static String sign(BigDecimal number, String flags) {
    return number.signum() < 0 ? "-" : flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
  }

  private static String fixed(BigDecimal number, @Nullable Integer digits) {
    return number
        .abs()
        .setScale(digits == null ? 6 : digits, RoundingMode.HALF_EVEN)
        .toPlainString();
  }

  private static String floating(char verb, BigDecimal number, @Nullable Integer digits) {
    if (verb == 'g' || verb == 'G') {
      BigDecimal rounded =
          digits == null ? number.abs() : number.abs().round(new MathContext(Math.max(1, digits)));
      int exponent = rounded.precision() - rounded.scale() - 1;
      return exponent >= -4 && exponent < 21 ? rounded.toPlainString() : rounded.toString();
    }
    String format = "%." + (digits == null ? 6 : digits) + "e";
    String text = String.format(Locale.ROOT, format, number.abs());
    return verb == 'E' ? text.toUpperCase(Locale.ROOT) : text;
  }

  private static String padded(String text, int width, String flags, char verb) {
    int missing = width - text.codePointCount(0, text.length());
    if (missing <= 0) {
      return text;
    }
    if (flags.contains("-")) {
      return text + " ".repeat(missing);
    }
    if (!flags.contains("0") || "svqt".indexOf(verb) >= 0) {
      return " ".repeat(missing) + text;
    }
    boolean hasSign = text.startsWith("-") || text.startsWith("+") || text.startsWith(" ");
    int signs = hasSign ? 1 : 0;
    return text.substring(0, signs) + "0".repeat(missing) + text.substring(signs);
  }

  private String text(int position) {
    return ((StringValue) converted(position, Types.STRING)).value();
  }

  private BigDecimal number(int position) {
    return ((NumberValue) converted(position, Types.NUMBER)).value();
  }

  private BigInteger whole(int position, char verb) {
    try {
      return number(position).toBigIntegerExact();
    } catch (ArithmeticException _) {
      throw new FunctionFault(position + 1, "%" + verb + " needs a whole number");
    }
  }

  private Value converted(int position, Type wanted) {
    Value value = values.get(position);
    if (value.isNull()) {
      throw new FunctionFault(position + 1, "this verb does not accept null; %v accepts any value");
    }
    return switch (Conversion.convert(value, wanted)) {
      case Converted(var converted) -> converted;
      case Failed failed -> throw new FunctionFault(position + 1, failed.message());
    };
  }
}
