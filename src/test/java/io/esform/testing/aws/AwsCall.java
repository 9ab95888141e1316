package io.esform.testing.aws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A request as sent.
///
/// @param service by its name in the signature: `ec2`
/// @param operation `RunInstances`; for REST services `POST /2013-04-01/hostedzone`
/// @param parameters of a form, by name; empty for other kinds of body
/// @param headers by name in lower case
/// @param body as sent
public record AwsCall(
    String service,
    String operation,
    Map<String, String> parameters,
    Map<String, String> headers,
    String body) {

  private static final Pattern SCOPE = Pattern.compile("Credential=[^/]+/[0-9]+/[^/]+/([^/]+)/");

  static AwsCall of(String method, String path, Map<String, String> headers, String body) {
    String target = headers.getOrDefault("x-amz-target", "");
    Map<String, String> parameters = parameters(headers.getOrDefault("content-type", ""), body);
    String operation =
        parameters.containsKey("Action")
            ? parameters.get("Action")
            : target.isEmpty() ? method + " " + path : target.substring(target.indexOf('.') + 1);
    Matcher scope = SCOPE.matcher(headers.getOrDefault("authorization", ""));
    return new AwsCall(scope.find() ? scope.group(1) : "", operation, parameters, headers, body);
  }

  private static Map<String, String> parameters(String type, String body) {
    var parameters = new TreeMap<String, String>();
    if (type.startsWith("application/x-www-form-urlencoded")) {
      for (String part : body.split("&", -1)) {
        String[] sides = part.split("=", 2);
        parameters.put(decoded(sides[0]), sides.length == 2 ? decoded(sides[1]) : "");
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /// Whether it changes nothing.
  public boolean isRead() {
    return operation.matches("(Describe|Get|List).*|(GET|HEAD) .*")
        // Route 53's ListTagsForResources: a read with its parameters in a body.
        || operation.matches("POST /[0-9-]+/tags/[a-z]+");
  }

  /// `ec2:RunInstances`.
  public String name() {
    return service + ":" + operation;
  }
}
