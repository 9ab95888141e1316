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

/// Policy documents: JSON that AWS hands back in other words than it was given.
final class Policies {

  /// An account as a principal.
  private static final Pattern ROOT = Pattern.compile("arn:aws[a-z-]*:iam::([0-9]{12}):root");

  private Policies() {}

  /// The text that a document was encoded from, as IAM's reads encode them.
  static String decoded(@Nullable String document) {
    return document == null ? "" : URLDecoder.decode(document, StandardCharsets.UTF_8);
  }

  /// The document in the words that are known, as long as it means the same.
  static String inKnownWords(String document, @Nullable String known) {
    return known != null && meanTheSame(document, known) ? known : document;
  }

  /// Whether two documents allow and forbid the same, whatever their spaces, order and brackets,
  /// and however they name an account or write an action.
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

  /// In policies, the order of a list says nothing, nor does a second mention, and one element
  /// needs no list.
  ///
  /// @param name of the member that the node is, or that the list is whose element it is
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

  /// IAM hands an account's number back as the ARN of its root, and takes actions in any case.
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
