package io.esform.render.patch;

import io.esform.render.properties.PropertiesText;
import io.esform.render.toml.TomlText;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The placeholders of secrets in overrides: `$esform{NAME}`.
///
/// They are text for all overrides of a file. In the result, each becomes the value of the secret,
/// escaped for the format of the file. The host has the value as `secrets_NAME`.
public final class SecretPlaceholders {

  /// The form of a name.
  public static final String NAME = "[A-Za-z_][A-Za-z0-9_-]{0,99}";

  private static final String START = "$esform";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$esform\\{(" + NAME + ")\\}");
  private static final Pattern NAMED = Pattern.compile("\\$esform\\{\\{?(" + NAME + ")\\}");
  private static final Pattern XML = Pattern.compile("\uFEFF?[ \t\r\n]*<");
  private static final String HOST_PREFIX = "secrets_";
  private static final String SETTINGS = "repository/conf/deployment.toml";

  private SecretPlaceholders() {}

  /// The names in the text of an override, also those with the double braces of attribute value
  /// templates.
  public static SortedSet<String> names(String text) {
    var names = new TreeSet<String>();
    NAMED.matcher(text).results().forEach(found -> names.add(found.group(1)));
    return names;
  }

  /// Refuses a text with the start of a placeholder that is none: the secret would be missing.
  static void check(String text) throws PatchException {
    if (PLACEHOLDER.matcher(text).replaceAll("").contains(START)) {
      throw new PatchException(
          "expected $esform{NAME} for a secret, found $esform without a name. In an attribute of a"
              + " stylesheet, braces are doubled: $esform{{NAME}}");
    }
  }

  /// Returns the text with the values of the secrets.
  ///
  /// @param target the path of the file, which decides the format unless the text is XML
  static String fill(String target, String text, SecretLookup secrets) throws PatchException {
    check(text);
    var filled = new StringBuilder();
    var placeholder = PLACEHOLDER.matcher(text);
    boolean isXml = XML.matcher(text).lookingAt();
    while (placeholder.find()) {
      var name = placeholder.group(1);
      var secret = secrets.find(HOST_PREFIX + name);
      if (secret == null) {
        throw new PatchException("expected the secret " + name);
      }
      placeholder.appendReplacement(
          filled, Matcher.quoteReplacement(isXml ? xml(secret) : escaped(target, secret)));
    }
    return placeholder.appendTail(filled).toString();
  }

  /// As element content or as an attribute value in any quotes.
  private static String xml(String secret) {
    var escaped = new StringBuilder();
    secret
        .codePoints()
        .forEach(character -> {
          if (character < ' ' || character > '~' || "&<>\"'".indexOf(character) >= 0) {
            escaped.append("&#").append(character).append(';');
          } else {
            escaped.append((char) character);
          }
        });
    return escaped.toString();
  }

  private static String escaped(String target, String secret) {
    if (target.equals(SETTINGS)) {
      return TomlText.escape(secret);
    }
    return switch (FileOverride.merging(target).orElse(FileOverride.Kind.CONTENT)) {
      case PROPERTIES -> PropertiesText.escapeValue(secret);
      case JSON, TOML -> TomlText.basic(secret);
      case CONTENT, XSL -> secret;
    };
  }
}
