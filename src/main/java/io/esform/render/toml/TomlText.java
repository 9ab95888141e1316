package io.esform.render.toml;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Spells keys, and strings for TOML files whose values templates copy into XML files.
///
/// Such a value is XML text. Therefore, characters with a meaning in XML, TOML, the template
/// language or the references of the config mapper (`$env{...}`) become character references, and
/// the result is plain ASCII.
public final class TomlText {

  private static final Pattern ESCAPE =
      Pattern.compile("\\\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", Pattern.DOTALL);

  private static final Pattern BARE_KEY = Pattern.compile("[A-Za-z0-9_-]+");
  private static final Pattern SPECIAL = Pattern.compile("[\\x00-\\x1f\"\\\\\\x7f]");

  private TomlText() {}

  /// Returns the names as a dotted key.
  static String key(List<String> names) {
    return names.stream()
        .map(name -> BARE_KEY.matcher(name).matches() ? name : '"' + basic(name) + '"')
        .collect(Collectors.joining("."));
  }

  /// Returns the text as part of a basic string that no template copies; also of a JSON string.
  public static String basic(String text) {
    return SPECIAL
        .matcher(text)
        .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
  }

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
