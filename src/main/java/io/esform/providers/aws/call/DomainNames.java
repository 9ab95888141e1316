package io.esform.providers.aws.call;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Domain names as Route 53 writes them: in lower case, with a dot at the end, and with an octal
/// escape such as `\052` for each character that is not a letter, digit, hyphen or underscore.
///
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html
public final class DomainNames {

  private static final Pattern ESCAPE = Pattern.compile("\\\\([0-3][0-7]{2})");
  private static final int OCTAL = 8;

  private DomainNames() {}

  /// The canonical form of a name, for comparison.
  public static String plain(String name) {
    String lower = unescaped(name).toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static String unescaped(String name) {
    return ESCAPE
        .matcher(name)
        .replaceAll(escape ->
            Matcher.quoteReplacement(
                String.valueOf((char) Integer.parseInt(escape.group(1), OCTAL))));
  }
}
