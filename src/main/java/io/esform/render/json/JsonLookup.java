package io.esform.render.json;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads texts of JSON files.
public final class JsonLookup {

  private JsonLookup() {}

  /// The text at a path of member names; empty if the file has no text there, or is malformed.
  public static Optional<String> text(String json, List<String> path) {
    try {
      JsonNode node = JsonMergePatch.root(json);
      for (String name : path) {
        node = node.path(name);
      }
      return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    } catch (MalformedJsonException _) {
      return Optional.empty();
    }
  }
}
