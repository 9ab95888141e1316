package io.esform.eval.functions;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A time by a format of letters: `YYYY-MM-DD hh:mm:ss`. Text stands in single quotes; other
/// characters that are no letters stand for themselves.
final class DateFormat {

  private static final Pattern TOKEN =
      Pattern.compile("'((?:[^']|'')*)'|([A-Za-z])\\2*|[^A-Za-z']+|'");

  private DateFormat() {}

  static String apply(String format, OffsetDateTime time) {
    var result = new StringBuilder();
    Matcher matcher = TOKEN.matcher(format);
    while (matcher.find()) {
      if (matcher.group(1) != null) {
        result.append(matcher.group(1).replace("''", "'"));
      } else if (matcher.group(2) != null) {
        result.append(one(matcher.group(), time));
      } else if (matcher.group().equals("'")) {
        throw new FunctionFault(0, "a quote in the format does not end");
      } else {
        result.append(matcher.group());
      }
    }
    return result.toString();
  }

  private static String one(String letters, OffsetDateTime time) {
    int hour12 = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
    return switch (letters) {
      case "YYYY" -> padded(time.getYear(), 4);
      case "YY" -> padded(time.getYear() % 100, 2);
      case "MMMM" -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case "MMM" -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH).substring(0, 3);
      case "MM" -> padded(time.getMonthValue(), 2);
      case "M" -> padded(time.getMonthValue(), 1);
      case "DD" -> padded(time.getDayOfMonth(), 2);
      case "D" -> padded(time.getDayOfMonth(), 1);
      case "EEEE" -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case "EEE" -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case "hh" -> padded(time.getHour(), 2);
      case "h" -> padded(time.getHour(), 1);
      case "HH" -> padded(hour12, 2);
      case "H" -> padded(hour12, 1);
      case "AA" -> time.getHour() < 12 ? "AM" : "PM";
      case "aa" -> time.getHour() < 12 ? "am" : "pm";
      case "mm" -> padded(time.getMinute(), 2);
      case "m" -> padded(time.getMinute(), 1);
      case "ss" -> padded(time.getSecond(), 2);
      case "s" -> padded(time.getSecond(), 1);
      case "ZZZZZ" -> offset(time.getOffset(), ":");
      case "ZZZZ" -> offset(time.getOffset(), "");
      case "ZZZ" -> time.getOffset().getTotalSeconds() == 0 ? "UTC" : offset(time.getOffset(), "");
      case "Z" -> time.getOffset().getTotalSeconds() == 0 ? "Z" : offset(time.getOffset(), ":");
      default ->
          throw new FunctionFault(
              0, "\"" + letters + "\" is no part of a date; text stands in single quotes");
    };
  }

  private static String padded(int number, int digits) {
    String text = Integer.toString(number);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }

  private static String offset(ZoneOffset offset, String separator) {
    int minutes = Math.abs(offset.getTotalSeconds() / 60);
    return (offset.getTotalSeconds() < 0 ? "-" : "+")
        + padded(minutes / 60, 2)
        + separator
        + padded(minutes % 60, 2);
  }
}
