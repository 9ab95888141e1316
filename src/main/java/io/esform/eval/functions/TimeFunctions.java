package io.esform.eval.functions;

import io.esform.value.Types;
import io.esform.value.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times, as RFC 3339 strings. The only clock is the plan's.
final class TimeFunctions {

  private static final Pattern DURATION =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{0,9})?|\\.\\d{1,9})(ns|us|µs|ms|s|m|h)");

  private TimeFunctions() {}

  static Function plantimestamp(Instant planTime) {
    return Function.of(
        "plantimestamp",
        Types.STRING,
        _ -> Value.of(display(planTime.atOffset(ZoneOffset.UTC).withNano(0))));
  }

  static Function timeadd() {
    return Function.of(
        "timeadd",
        Types.STRING,
        TimeFunctions::add,
        StringFunctions.text("timestamp"),
        StringFunctions.text("duration"));
  }

  private static Value add(CallArguments arguments) {
    try {
      return Value.of(display(time(arguments, 0).plus(duration(arguments))));
    } catch (DateTimeException | ArithmeticException _) {
      throw new FunctionFault(1, "the result is outside the supported range of times");
    }
  }

  static Function timecmp() {
    return Function.of(
        "timecmp",
        Types.NUMBER,
        arguments ->
            Value.of(
                Integer.signum(
                    time(arguments, 0).toInstant().compareTo(time(arguments, 1).toInstant()))),
        StringFunctions.text("timestamp_a"),
        StringFunctions.text("timestamp_b"));
  }

  static Function formatdate() {
    return Function.of(
        "formatdate",
        Types.STRING,
        arguments -> Value.of(DateFormat.apply(arguments.text(0), time(arguments, 1))),
        StringFunctions.text("spec"),
        StringFunctions.text("timestamp"));
  }

  private static OffsetDateTime time(CallArguments arguments, int position) {
    try {
      return OffsetDateTime.parse(arguments.text(position));
    } catch (DateTimeException _) {
      throw new FunctionFault(
          position, arguments.shown(position) + " is not a time such as \"2026-01-31T12:00:00Z\"");
    }
  }

  private static Duration duration(CallArguments arguments) {
    String text = arguments.text(1);
    boolean isNegative = text.startsWith("-");
    String rest = isNegative || text.startsWith("+") ? text.substring(1) : text;
    Matcher matcher = DURATION.matcher(rest);
    Duration sum = Duration.ZERO;
    int end = 0;
    while (matcher.lookingAt()) {
      sum = sum.plus(one(new BigDecimal(matcher.group(1)), matcher.group(2)));
      end = matcher.end();
      matcher.region(end, rest.length());
    }
    if ((end < rest.length() || rest.isEmpty()) && !rest.equals("0")) {
      throw new FunctionFault(1, arguments.shown(1) + " is not a duration such as \"1h30m\"");
    }
    return isNegative ? sum.negated() : sum;
  }

  private static Duration one(BigDecimal amount, String unit) {
    long nanoseconds =
        switch (unit) {
          case "ns" -> 1L;
          case "us", "µs" -> 1_000L;
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          default -> 3_600_000_000_000L;
        };
    BigDecimal total = amount.multiply(BigDecimal.valueOf(nanoseconds));
    BigDecimal second = BigDecimal.valueOf(1_000_000_000L);
    BigDecimal seconds = total.divide(second, 0, RoundingMode.FLOOR);
    BigDecimal rest = total.subtract(seconds.multiply(second));
    return Duration.ofSeconds(seconds.longValueExact(), rest.longValue());
  }

  private static String display(OffsetDateTime time) {
    return time.getNano() == 0
        ? DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX", Locale.ROOT).format(time)
        : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
  }
}
