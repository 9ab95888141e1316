package io.esform.render.json;

import io.esform.diag.EsformBug;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Applies the one of several merge patches that fits the version of a file.
///
/// The variants are an array of objects with `has`, the name of a member of the root object, and
/// `merge`, a merge patch for files that have this member.
public final class JsonVariants {

  private JsonVariants() {}

  /// Returns the original with the first patch that fits.
  ///
  /// @param variants as above; other values are a bug of the caller
  /// @throws MalformedJsonException if the original is not a JSON object, or no patch fits
  public static String apply(String original, String variants) throws MalformedJsonException {
    if (!(JsonMergePatch.MAPPER.readTree(variants) instanceof ArrayNode array)) {
      throw new EsformBug("The variants of a change are not a JSON array.");
    }
    var root = JsonMergePatch.root(original);
    for (var variant : array.values()) {
      if (root.has(member(variant))) {
        return JsonMergePatch.apply(original, variant.path("merge").toString());
      }
    }
    throw new MalformedJsonException(
        array
            .valueStream()
            .map(JsonVariants::member)
            .collect(Collectors.joining(" or ", "expected the member ", "")));
  }

  private static String member(JsonNode variant) {
    return variant.path("has").stringValue();
  }
}
