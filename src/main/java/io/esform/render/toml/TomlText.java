package io.esform.render.toml;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Spells strings for TOML files whose values templates copy into XML files.
///
/// Such a value is XML text. Therefore, characters with a meaning in XML, TOML, the template
/// language or the references of the config mapper (`$env{...}`) become character references, and
/// the result is plain ASCII.
public final class TomlText {

  private static final Pattern ESCAPE =
      Pattern.compile("\\\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", Pattern.DOTALL);

  private TomlText() {}

  /// Returns the text as a basic string with its quotes.
  public static String quote(String text) {
    return '"' + escape(text) + '"';
  }

  /// Returns the text as part of a basic string.
  public static String escape(String text) {
    var escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(character -> {
          if (character == '&') {
            escaped.append("&amp;");
          } else if (character < ' ' || character > '~' || "<>\"\\${}".indexOf(character) >= 0) {
            escaped.append("&#").append(character).append(';');
          } else {
            escaped.append((char) character);
          }
        });
    return escaped.toString();
  }

  /// The text of a basic string without its quotes.
  static String unescape(String text) {
    return ESCAPE.matcher(text).replaceAll(escape -> Matcher.quoteReplacement(character(escape)));
  }

  private static String character(MatchResult escape) {
    var digits = escape.group(1) != null ? escape.group(1) : escape.group(2);
    if (digits != null) {
      var code = Long.parseLong(digits, 16);
      return code <= Character.MAX_CODE_POINT ? Character.toString((int) code) : "";
    }
    return switch (escape.group(3)) {
      case "b" -> "\b";
      case "t" -> "\t";
      case "n" -> "\n";
      case "f" -> "\f";
      case "r" -> "\r";
      default -> escape.group(3);
    };
  }
}
