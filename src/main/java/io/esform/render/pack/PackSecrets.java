package io.esform.render.pack;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Hides the passwords that a pack itself contains, for display. Files of Carbon have them in many
/// places, so they are recognised by the names of elements, attributes and keys.
public final class PackSecrets {

  private static final String HIDDEN = "(sensitive value)";

  /// The end of the name of a secret.
  private static final String NAME =
      "(?i:password|passwd|passphrase|pwd|secret|secret_?key|access_?key|credentials?"
          + "|keypass|keystorepass|truststorepass)";

  private static final String CONTENT =
      "(?<value><!\\[CDATA\\[(?s:.*?)]]>|[^<\\s][^<]*?)(?<after>\\s*</)";

  /// Each with the groups before, value and after.
  private static final List<Pattern> FORMS =
      List.of(
          // <Password>, <svn:keyPassword encrypted="false">
          Pattern.compile("(?<before><[\\w:.-]*" + NAME + "(?:\\s[^<>]*)?>\\s*)" + CONTENT),
          // <Property name="ConnectionPassword">
          Pattern.compile(
              "(?<before><[^<>]*\\bname\\s*=\\s*[\"'][^\"'<>]*"
                  + NAME
                  + "[\"'][^<>]*>\\s*)"
                  + CONTENT),
          // <property name="password" value="…"/>
          Pattern.compile(
              "(?<before>\\bname\\s*=\\s*[\"'][^\"'<>]*"
                  + NAME
                  + "[\"'][^<>]*?\\bvalue\\s*=\\s*[\"'])(?<value>[^\"'<>]+)(?<after>[\"'])"),
          // <property value="…" name="password"/>
          Pattern.compile(
              "(?<before>\\bvalue\\s*=\\s*[\"'])(?<value>[^\"'<>]+)(?<after>[\"'][^<>]*?\\bname\\s*=\\s*[\"'][^\"'<>]*"
                  + NAME
                  + "[\"'])"),
          // keystorePass="…" of XML, password = "…" of TOML, "password": "…" of JSON
          Pattern.compile(
              "(?<before>"
                  + NAME
                  + "[\"']?\\s*[=:]\\s*\")(?<value>(?:[^\"\\\\\n]|\\\\.)+)(?<after>\")"),
          Pattern.compile("(?<before>" + NAME + "[\"']?\\s*[=:]\\s*')(?<value>[^'\n]+)(?<after>')"),
          // db.password=… of properties, and of a URL's query
          Pattern.compile(
              "(?<before>" + NAME + "\\s?=\\s?)(?<value>(?!\\(sensitive)[^\\s\"'<>&;]+)(?<after>)"),
          // ldap://user:…@host
          Pattern.compile("(?<before>://[^\\s/:@\"'<>]+:)(?<value>[^\\s/@\"'<>]+)(?<after>@)"));

  /// References to secrets elsewhere: `${…}`, `$secret{…}`, `secretAlias:…`.
  private static final Pattern REFERENCE = Pattern.compile("\\$\\w*\\{.*}|secretAlias:.*");

  private PackSecrets() {}

  /// The text of a file with the values of secrets replaced.
  public static String hide(String text) {
    String hidden = text;
    for (Pattern form : FORMS) {
      hidden = form.matcher(hidden).replaceAll(PackSecrets::replacement);
    }
    return hidden;
  }

  private static String replacement(MatchResult found) {
    String value = found.group("value");
    boolean isReference = value.equals(HIDDEN) || REFERENCE.matcher(value).matches();
    return Matcher.quoteReplacement(
        isReference ? found.group() : found.group("before") + HIDDEN + found.group("after"));
  }
}
