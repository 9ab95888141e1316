package io.esform.testing.aws.model;

import io.esform.testing.aws.model.ServiceModel.Operation;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A request whose operation depends on method, path and query.
///
/// @param query values by name
/// @param headers by name in lower case
record RestRequest(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    String body) {

  private static final Pattern LABEL = Pattern.compile("\\{([A-Za-z0-9]+)(\\+?)\\}");

  /// @param line `GET /2013-04-01/hostedzone?maxitems=1`
  static RestRequest of(String line, Map<String, String> headers, String body) {
    String[] words = line.split(" ", 2);
    String[] sides = words[1].split("\\?", 2);
    return new RestRequest(
        words[0], sides[0], parameters(sides.length == 2 ? sides[1] : ""), headers, body);
  }

  private static Map<String, List<String>> parameters(String query) {
    var parameters = new TreeMap<String, List<String>>();
    for (String part : query.split("&", -1)) {
      String[] sides = part.split("=", 2);
      if (!part.isEmpty()) {
        parameters
            .computeIfAbsent(decoded(sides[0]), _ -> new ArrayList<>())
            .add(sides.length == 2 ? decoded(sides[1]) : "");
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  /// The best match: the matching operation with the most required parts.
  Optional<Operation> operation(ServiceModel model) {
    return model
        .operations()
        .filter(operation -> method.equals(operation.json().path("http").path("method").asString()))
        .filter(operation -> labels(operation) != null)
        .filter(operation -> hasAll(model, operation))
        .max(Comparator.comparingInt(operation -> demands(model, operation)));
  }

  private boolean hasAll(ServiceModel model, Operation operation) {
    return literalQuery(operation).entrySet().stream()
            .allMatch(literal ->
                query.getOrDefault(literal.getKey(), List.of()).contains(literal.getValue()))
        && demanded(model, operation).stream()
            .allMatch(member ->
                member.location().equals("header")
                    ? header(member.locationName(member.name())) != null
                    : query.containsKey(member.locationName(member.name())));
  }

  private static int demands(ServiceModel model, Operation operation) {
    return literalQuery(operation).size() + demanded(model, operation).size();
  }

  /// Required members that distinguish operations with the same path.
  private static List<Shape.Member> demanded(ServiceModel model, Operation operation) {
    Shape shape = model.input(operation);
    return shape.members().stream()
        .filter(member -> shape.required().contains(member.name()))
        .filter(member -> member.location().matches("header|querystring"))
        .toList();
  }

  /// The constant query of an operation: `tagging`, `list-type=2`.
  static Map<String, String> literalQuery(Operation operation) {
    String[] sides = uri(operation).split("\\?", 2);
    var literal = new TreeMap<String, String>();
    parameters(sides.length == 2 ? sides[1] : "")
        .forEach((name, values) -> literal.put(name, values.getFirst()));
    return literal;
  }

  /// The values of the operation's path labels; null if the path does not match.
  @Nullable Map<String, String> labels(Operation operation) {
    String template = uri(operation).split("\\?", 2)[0];
    var names = new ArrayList<String>();
    var pattern = new StringBuilder();
    Matcher label = LABEL.matcher(template);
    int end = 0;
    while (label.find()) {
      pattern.append(Pattern.quote(template.substring(end, label.start())));
      pattern.append(label.group(2).isEmpty() ? "([^/]+)" : "(.+)");
      names.add(label.group(1));
      end = label.end();
    }
    pattern.append(Pattern.quote(template.substring(end)));
    Matcher matcher = Pattern.compile(pattern.toString()).matcher(path);
    if (!matcher.matches()) {
      return null;
    }
    var labels = new TreeMap<String, String>();
    for (int index = 0; index < names.size(); index++) {
      labels.put(names.get(index), decoded(matcher.group(index + 1)));
    }
    return labels;
  }

  private static String uri(Operation operation) {
    return operation.json().path("http").path("requestUri").asString();
  }
}
