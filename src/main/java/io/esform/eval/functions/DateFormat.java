package io.esform.eval.functions;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.Locale;

/// Formats a time by letters, as in `YYYY-MM-DD hh:mm:ss`. Text in single quotes and characters
/// other than letters are copied.
final class DateFormat {

  private static final int LONGEST = 5;

  private final String format;
  private final OffsetDateTime time;
  private final StringBuilder result = new StringBuilder();
  private int at;

  private DateFormat(String format, OffsetDateTime time) {
    this.format = format;
    this.time = time;
  }

  static String apply(String format, OffsetDateTime time) {
    return new DateFormat(format, time).run();
  }

  private String run() {
    while (at < format.length()) {
      char unit = format.charAt(at);
      if (unit == '\'') {
        quoted();
      } else if (isLetter(unit)) {
        int start = at;
        while (at < format.length() && format.charAt(at) == unit) {
          at++;
        }
        result.append(one(format.substring(start, at), time));
      } else {
        result.append(unit);
        at++;
      }
    }
    return result.toString();
  }

  private static boolean isLetter(char unit) {
    return (unit >= 'a' && unit <= 'z') || (unit >= 'A' && unit <= 'Z');
  }

  /// Two quotes mean one.
  private void quoted() {
    at++;
    while (true) {
      int end = format.indexOf('\'', at);
      if (end < 0) {
        throw new FunctionFault(0, "a quote in the format is not closed");
      }
      result.append(format, at, end);
      at = end + 1;
      if (!format.startsWith("'", at)) {
        return;
      }
      result.append('\'');
      at++;
    }
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
              0,
              "\""
                  + shown(letters)
                  + "\" is not a date or time field; put literal text in single quotes");
    };
  }

  private static String shown(String letters) {
    return letters.length() > LONGEST ? letters.substring(0, LONGEST) + "…" : letters;
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
