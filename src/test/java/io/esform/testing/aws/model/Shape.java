package io.esform.testing.aws.model;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// A type of a service's model.
record Shape(ServiceModel model, String name, JsonNode json) {

  /// A place where a shape is used: a structure's member, a list's item, a map's key or value.
  record Member(String name, Shape shape, JsonNode json) {

    /// The name in the request, if it differs from the member's.
    String locationName(String otherwise) {
      return json.path("locationName").asString(otherwise);
    }

    /// `uri`, `querystring`, `header`, `headers`, or empty for the body.
    String location() {
      return json.path("location").asString("");
    }

    boolean isFlattened() {
      return json.path("flattened").asBoolean(false)
          || shape.json.path("flattened").asBoolean(false);
    }
  }

  String type() {
    return json.path("type").asString();
  }

  List<Member> members() {
    return json.path("members").properties().stream()
        .map(entry -> member(entry.getKey(), entry.getValue()))
        .toList();
  }

  List<String> required() {
    return json.path("required").valueStream().map(JsonNode::asString).toList();
  }

  Member item() {
    return member("member", json.path("member"));
  }

  Member key() {
    return member("key", json.path("key"));
  }

  Member value() {
    return member("value", json.path("value"));
  }

  private Member member(String called, JsonNode reference) {
    return new Member(called, model.shape(reference.path("shape").asString()), reference);
  }
}
