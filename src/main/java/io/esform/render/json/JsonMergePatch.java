package io.esform.render.json;

import java.math.BigDecimal;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Applies merge patches (RFC 7386) in place: unchanged parts keep their bytes.
///
/// A new member comes last, with the layout of the member before it. An equal value keeps its
/// original spelling. The last of several members with the same name counts.
public final class JsonMergePatch {

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /// Numbers are written without an exponent.
  private static final int MOST_DIGITS = 100;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private String text;

  private JsonMergePatch(String text) {
    this.text = text;
  }

  /// Returns the original with the patch applied.
  ///
  /// @param patch a JSON object
  /// @throws MalformedJsonException if one of them is not a JSON object
  public static String apply(String original, String patch) throws MalformedJsonException {
    root(original);
    var merge = new JsonMergePatch(original);
    merge.merge(JsonScan.skipSpace(original, start(original)), root(patch));
    return merge.text;
  }

  /// Checks a patch that esform did not write.
  ///
  /// @throws MalformedJsonException if it is not a JSON object, or has a number of more than 100
  ///   digits
  public static void check(String patch) throws MalformedJsonException {
    checkNumbers(root(patch));
  }

  private static void checkNumbers(JsonNode node) throws MalformedJsonException {
    if (node.isNumber()) {
      BigDecimal number = node.decimalValue();
      if (number.precision() + Math.abs((long) number.scale()) > MOST_DIGITS) {
        throw new MalformedJsonException(
            "expected numbers of at most " + MOST_DIGITS + " digits, found " + number);
      }
    }
    for (var inner : node.values()) {
      checkNumbers(inner);
    }
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

  /// Patches the object at this offset; text before it keeps its position.
  private void merge(int offset, ObjectNode patch) throws MalformedJsonException {
    for (var change : patch.properties()) {
      var members = JsonScan.members(text, offset);
      var index = last(members, change.getKey());
      while (index >= 0 && change.getValue().isNull()) {
        text = JsonMembers.remove(text, members, index);
        members = JsonScan.members(text, offset);
        index = last(members, change.getKey());
      }
      if (index >= 0) {
        change(members.get(index), change.getValue());
      } else if (!change.getValue().isNull()) {
        text = JsonMembers.add(text, offset, members, change.getKey(), change.getValue());
      }
    }
  }

  /// The index of the last member with that name; -1 for none.
  private int last(List<JsonScan.MemberRange> members, String name) throws MalformedJsonException {
    var index = members.size() - 1;
    while (index >= 0 && !name(members.get(index)).equals(name)) {
      index--;
    }
    return index;
  }

  private String name(JsonScan.MemberRange member) throws MalformedJsonException {
    return read(member.name(text)).stringValue();
  }

  private void change(JsonScan.MemberRange member, JsonNode value) throws MalformedJsonException {
    if (value instanceof ObjectNode patch && text.charAt(member.valueStart()) == '{') {
      merge(member.valueStart(), patch);
    } else if (!JsonMembers.text(read(member.value(text))).equals(JsonMembers.text(value))) {
      text = JsonMembers.replace(text, member, value);
    }
  }
}
