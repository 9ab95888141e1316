package io.esform.providers.aws.identity;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/// Policy documents: JSON that AWS returns in another, equivalent form.
final class Policies {

  /// An account as a principal.
  private static final Pattern ROOT = Pattern.compile("arn:aws[a-z-]*:iam::([0-9]{12}):root");

  private Policies() {}

  /// Decodes a document, which IAM returns URL-encoded.
  static String decoded(@Nullable String document) {
    return document == null ? "" : URLDecoder.decode(document, StandardCharsets.UTF_8);
  }

  /// Returns the known document if it is equivalent, else the given one.
  static String inKnownWords(String document, @Nullable String known) {
    return known != null && meanTheSame(document, known) ? known : document;
  }

  /// Whether two documents are equivalent. Ignores white space, order, the brackets of single
  /// elements, the notation of accounts and the case of actions.
  static boolean meanTheSame(String one, String other) {
    if (one.equals(other)) {
      return true;
    }
    try {
      return plain("", JsonNode.parser().parse(one))
          .equals(plain("", JsonNode.parser().parse(other)));
    } catch (RuntimeException _) {
      return false;
    }
  }

  /// In policies, the order of a list and duplicates have no meaning, and a list of one element
  /// equals the element.
  ///
  /// @param name of the member that contains the node, directly or in a list
  private static Object plain(String name, JsonNode node) {
    if (node.isArray()) {
      var elements =
          node.asArray().stream().map(element -> plain(name, element)).distinct().toList();
      return elements.size() == 1
          ? elements.getFirst()
          : elements.stream().map(Object::toString).sorted().toList();
    }
    if (node.isObject()) {
      var members = new TreeMap<String, Object>();
      node.asObject().forEach((key, member) -> members.put(key, plain(key, member)));
      return members;
    }
    return node.isString() ? "\"" + plainText(name, node.asString()) + "\"" : node.toString();
  }

  /// IAM returns an account's id as the ARN of its root, and ignores the case of actions.
  private static String plainText(String name, String text) {
    return switch (name) {
      case "Action", "NotAction" -> text.toLowerCase(Locale.ROOT);
      case "AWS" -> {
        Matcher root = ROOT.matcher(text);
        yield root.matches() ? root.group(1) : text;
      }
      default -> text;
    };
  }

  /// Reports a known text that is not a JSON object.
  static void check(Arguments arguments, String name, Faults faults) {
    arguments
        .text(name)
        .filter(text -> !isObject(text))
        .ifPresent(_ ->
            faults.add(
                arguments.at(name),
                "Invalid policy",
                "A policy must be a JSON object. Create it with jsonencode({ ... }), which writes"
                    + " valid JSON."));
  }

  private static boolean isObject(String text) {
    try {
      return JsonNode.parser().parse(text).isObject();
    } catch (RuntimeException _) {
      return false;
    }
  }
}
