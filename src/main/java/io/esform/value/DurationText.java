package io.esform.value;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations in configurations: a whole number and a unit, `90s`, `15m`, `1h`.
public final class DurationText {

  /// The end of a sentence that starts with "A duration is".
  public static final String FORM = "a number and a unit, s, m or h, such as \"90s\" or \"15m\"";

  private static final Pattern PATTERN = Pattern.compile("(0|[1-9][0-9]{0,5})(s|m|h)");

  private DurationText() {}

  /// The duration; empty when the text is not one.
  public static Optional<Duration> parse(String text) {
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int number = Integer.parseInt(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "h" -> Duration.ofHours(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofSeconds(number);
        });
  }

  /// The shortest text for the same number of whole seconds.
  public static String of(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds > 0 && seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds > 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
