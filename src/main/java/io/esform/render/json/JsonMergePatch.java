package io.esform.render.json;

import io.esform.diag.EsformBug;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Applies merge patches (RFC 7386) in place: unchanged parts keep their bytes.
///
/// A new member comes last, with the layout of the member before it. An equal value keeps its
/// original spelling. The last of several members with the same name counts.
public final class JsonMergePatch {

  static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private String text;

  private JsonMergePatch(String text) {
    this.text = text;
  }

  /// Returns the original with the patch applied.
  ///
  /// @param patch a JSON object; other values are a bug of the caller
  /// @throws MalformedJsonException if the original is not a JSON object
  public static String apply(String original, String patch) throws MalformedJsonException {
    root(original);
    var merge = new JsonMergePatch(original);
    merge.merge(JsonScan.skipSpace(original, start(original)), patch(patch));
    return merge.text;
  }

  /// Returns the object that the text contains.
  static ObjectNode root(String text) throws MalformedJsonException {
    if (read(text.substring(start(text))) instanceof ObjectNode root) {
      return root;
    }
    throw new MalformedJsonException("expected a JSON object");
  }

  private static int start(String text) {
    return text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  }

  private static JsonNode read(String text) throws MalformedJsonException {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      var location = e.getLocation();
      var where =
          location == null
              ? ""
              : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
      throw new MalformedJsonException("expected JSON: " + e.getOriginalMessage() + where, e);
    }
  }

  private static ObjectNode patch(String text) {
    if (MAPPER.readTree(text) instanceof ObjectNode patch) {
      return patch;
    }
    throw new EsformBug("A merge patch is not a JSON object.");
  }

  /// Patches the object at this offset; text before it keeps its position.
  private void merge(int offset, ObjectNode patch) throws MalformedJsonException {
    for (var change : patch.properties()) {
      var members = JsonScan.members(text, offset);
      var index = members.size() - 1;
      while (index >= 0 && !name(members.get(index)).equals(change.getKey())) {
        index--;
      }
      if (index >= 0) {
        change(members, index, change.getValue());
      } else if (!change.getValue().isNull()) {
        text = JsonMembers.add(text, offset, members, change.getKey(), change.getValue());
      }
    }
  }

  private String name(JsonScan.MemberRange member) throws MalformedJsonException {
    return read(member.name(text)).stringValue();
  }

  private void change(List<JsonScan.MemberRange> members, int index, JsonNode value)
      throws MalformedJsonException {
    var member = members.get(index);
    if (value.isNull()) {
      text = JsonMembers.remove(text, members, index);
    } else if (value instanceof ObjectNode patch && text.charAt(member.valueStart()) == '{') {
      merge(member.valueStart(), patch);
    } else if (!read(member.value(text)).equals(value)) {
      text = JsonMembers.replace(text, member, value);
    }
  }
}
