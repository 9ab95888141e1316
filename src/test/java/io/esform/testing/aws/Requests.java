package io.esform.testing.aws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Shows calls as text, for golden files: values that differ between runs are numbered.
public final class Requests {

  /// Depends on the token in the body.
  private static final String CHECKSUM = "x-amz-checksum-crc32";

  private static final Pattern VARYING =
      Pattern.compile(
          "\\b([a-z]+)-[0-9a-f]{17}\\b|\\b()[0-9a-f]{32}\\b|\\b()[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b|\\b()Z[A-Z0-9]{12,31}\\b|(?<=/hostedzone/)()[A-Z0-9]{12,32}\\b");

  /// The id of a hosted zone. Tokens are in lower case.
  private static final Pattern ZONE = Pattern.compile("[A-Z0-9]+");

  /// The part of S3 requests outside the body.
  private static final Pattern HEADERS =
      Pattern.compile(
          "content-type|if-none-match|x-amz-(tagging|checksum-.*|sdk-checksum-algorithm|trailer)");

  /// AWS appends six characters to a secret's name.
  private static final Pattern SECRET =
      Pattern.compile("(:secret:[A-Za-z0-9/_+=.@-]+)-[A-Za-z0-9]{6}(?=\")");

  private static final Pattern SIGNATURE =
      Pattern.compile("(chunk-signature=|x-amz-trailer-signature:)[0-9a-f]{64}");

  private final Map<String, String> names = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  private Requests() {}

  /// All changing calls, with their parameters or bodies.
  public static String text(List<AwsCall> calls) {
    var requests = new Requests();
    var text = new StringBuilder();
    calls.stream().filter(call -> !call.isRead()).forEach(call -> requests.append(text, call));
    return text.toString();
  }

  private void append(StringBuilder text, AwsCall call) {
    text.append(masked(call.name())).append('\n');
    call.parameters()
        .forEach((name, value) -> {
          if (!name.equals("Action") && !name.equals("Version")) {
            text.append("  ").append(name).append(" = ").append(shown(name, value)).append('\n');
          }
        });
    if (call.service().equals("s3")) {
      appendHeaders(text, call);
    }
    if (call.parameters().isEmpty() && !call.body().isEmpty()) {
      masked(SIGNATURE.matcher(call.body()).replaceAll("$1(signature)"))
          .lines()
          .forEach(line -> text.append("  ").append(line).append('\n'));
    }
    text.append('\n');
  }

  private void appendHeaders(StringBuilder text, AwsCall call) {
    new TreeMap<>(call.headers())
        .forEach((name, value) -> {
          if (HEADERS.matcher(name).matches()) {
            String shown =
                name.equals("x-amz-tagging")
                    ? masked(URLDecoder.decode(value, StandardCharsets.UTF_8))
                    : name.equals(CHECKSUM) && call.body().contains("esform:token")
                        ? "(checksum)"
                        : value;
            text.append("  ").append(name).append(": ").append(shown).append('\n');
          }
        });
  }

  /// User-data is checked elsewhere.
  private String shown(String name, String value) {
    return name.startsWith("UserData")
        ? "(user-data)"
        : masked(value.replaceAll("^[0-9a-f]{64}$", "(sha256)"));
  }

  private String masked(String text) {
    return VARYING
        .matcher(SECRET.matcher(text).replaceAll("$1-(suffix)"))
        .replaceAll(match -> Matcher.quoteReplacement(name(match.group(), match.group(1))));
  }

  private String name(String varying, @Nullable String prefix) {
    return names.computeIfAbsent(
        varying,
        _ -> {
          String kind =
              prefix != null ? prefix : ZONE.matcher(varying).matches() ? "zone" : "token";
          return kind + "-" + counts.merge(kind, 1, Integer::sum);
        });
  }
}
