package io.esform.hostile;

import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Damages a text: removes, duplicates and swaps parts, and inserts difficult parts.
final class Mutations {

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final Pattern QUOTED = Pattern.compile("\"[^\"\\n]*\"");

  private static final List<String> NUMBERS =
      List.of(
          "1e1000000000",
          "1e2147483648",
          "1e-2147483649",
          "1e9999",
          "-1",
          "0",
          "2147483648",
          "3000000000",
          "9223372036854775808",
          "-0.5",
          "1".repeat(1200),
          "0." + "3".repeat(900),
          "NaN",
          "null");

  private static final List<String> TEXTS =
      List.of(
          "\"\"",
          "\"\\u0000\"",
          "\"a\\u0000b\"",
          "\"/dev/zero\"",
          "\"../..\"",
          "\"é\u2028\ud83d\ude00\"",
          "\"$${a}%%{b}\"",
          "\"" + "x".repeat(5000) + "\"",
          "\"module.\"",
          "\"a.b[99999999999]\"",
          "\"2026-13-99\"",
          "\"+999999999-12-31T23:59:59Z\"",
          "{}",
          "[]",
          "[[[[[[[[]]]]]]]]",
          "true");

  private static final List<String> TOKENS =
      List.of(
          "${",
          "%{",
          "%{ for x in y }",
          "<<EOT\n",
          "\"",
          "[",
          "]",
          "{",
          "}",
          "(",
          ")",
          "...",
          "\\",
          "\u0000",
          "\r",
          "\ufeff",
          "\n",
          "=",
          ",",
          "*",
          "!",
          "?",
          ":",
          "for",
          "/*",
          "#",
          "\ud800",
          "\uffff");

  private Mutations() {}

  static <T> T any(List<T> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }

  static String number(Random random) {
    return any(NUMBERS, random);
  }

  static String text(Random random) {
    return any(TEXTS, random);
  }

  /// The text with one to four changes.
  static String of(String text, Random random) {
    String changed = text;
    for (int times = 1 + random.nextInt(4); times > 0; times--) {
      changed = one(changed, random);
    }
    return changed;
  }

  private static String one(String text, Random random) {
    if (text.isEmpty()) {
      return any(TOKENS, random);
    }
    int from = random.nextInt(text.length());
    int to = Math.min(text.length(), from + 1 + random.nextInt(20));
    return switch (random.nextInt(11)) {
      case 0 -> text.substring(0, from) + text.substring(to);
      case 1 -> text.substring(0, to) + text.substring(from);
      case 2 -> text.substring(0, from) + any(TOKENS, random) + text.substring(from);
      case 3 -> text.substring(0, from) + (char) random.nextInt(0x250) + text.substring(from + 1);
      case 4, 5 -> replaced(text, NUMBER, number(random), random);
      case 6, 7 -> replaced(text, QUOTED, text(random), random);
      case 8 -> replaced(text, QUOTED, quoted(text, random), random);
      case 9 -> text.substring(0, from);
      default -> text.substring(0, from) + nested(random) + text.substring(from);
    };
  }

  private static String replaced(String text, Pattern what, String by, Random random) {
    List<MatchResult> found = what.matcher(text).results().toList();
    if (found.isEmpty()) {
      return text;
    }
    MatchResult chosen = any(found, random);
    return text.substring(0, chosen.start()) + by + text.substring(chosen.end());
  }

  /// Another quoted text of the same file.
  private static String quoted(String text, Random random) {
    List<MatchResult> found = QUOTED.matcher(text).results().toList();
    return found.isEmpty() ? "\"\"" : any(found, random).group();
  }

  private static String nested(Random random) {
    int depth = 1 << random.nextInt(12);
    return any(List.of("[", "{a=", "(", "-", "!", "\"${", "[for x in ", "{\"a\":"), random)
        .repeat(depth);
  }
}
