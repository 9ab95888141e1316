package io.esform.providers.aws.identity;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/// Policy documents: JSON that AWS hands back in other words than it was given.
final class Policies {

  private Policies() {}

  /// The text that a document was encoded from, as IAM's reads encode them.
  static String decoded(String document) {
    return URLDecoder.decode(document, StandardCharsets.UTF_8);
  }

  /// The document in the words that are known, as long as it means the same.
  static String inKnownWords(String document, @Nullable String known) {
    return known != null && meanTheSame(document, known) ? known : document;
  }

  /// Whether two documents allow and forbid the same, whatever their spaces, order and brackets.
  static boolean meanTheSame(String one, String other) {
    if (one.equals(other)) {
      return true;
    }
    try {
      return plain(JsonNode.parser().parse(one)).equals(plain(JsonNode.parser().parse(other)));
    } catch (RuntimeException _) {
      return false;
    }
  }

  /// In policies, the order of a list says nothing, and one element needs no list.
  private static Object plain(JsonNode node) {
    if (node.isArray()) {
      var elements = node.asArray().stream().map(Policies::plain).toList();
      return elements.size() == 1
          ? elements.getFirst()
          : elements.stream().map(Object::toString).sorted().toList();
    }
    if (node.isObject()) {
      var members = new TreeMap<String, Object>();
      node.asObject().forEach((name, member) -> members.put(name, plain(member)));
      return members;
    }
    return node.isString() ? "\"" + node.asString() + "\"" : node.toString();
  }

  /// Says when a known text is no JSON object.
  static void check(Arguments arguments, String name, Faults faults) {
    arguments
        .text(name)
        .filter(text -> !isObject(text))
        .ifPresent(_ ->
            faults.add(
                arguments.at(name),
                "Invalid policy",
                "A policy is a JSON object. Write it with jsonencode({ ... }), which gets commas"
                    + " and quotes right."));
  }

  private static boolean isObject(String text) {
    try {
      return JsonNode.parser().parse(text).isObject();
    } catch (RuntimeException _) {
      return false;
    }
  }
}
