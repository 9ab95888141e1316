package io.esform.render.json;

import io.esform.value.Types;
import io.esform.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Adds members to JSON text and removes them, and keeps its layout.
final class JsonMembers {

  private static final String INDENTATION = "    ";

  private JsonMembers() {}

  /// Returns the text with a new member in the object at this offset.
  static String add(
      String text, int offset, List<JsonScan.MemberRange> members, String name, JsonNode value) {
    var quoted = AsciiJson.write(Value.of(name));
    if (members.isEmpty()) {
      var space = lineSpace(text, offset);
      var inner = space + INDENTATION;
      return text.substring(0, offset)
          + ("{" + inner + quoted + ": " + printed(value, inner) + space + "}")
          + text.substring(JsonScan.valueEnd(text, offset));
    }
    var last = members.getLast();
    var spaceStart = last.start();
    while (JsonScan.isSpace(text.charAt(spaceStart - 1))) {
      spaceStart--;
    }
    return text.substring(0, last.end())
        + ("," + text.substring(spaceStart, last.start()) + quoted + ": ")
        + printed(value, lineSpace(text, last.start()))
        + text.substring(last.end());
  }

  static String replace(String text, JsonScan.MemberRange member, JsonNode value) {
    return text.substring(0, member.valueStart())
        + printed(value, lineSpace(text, member.valueStart()))
        + text.substring(member.end());
  }

  static String remove(String text, List<JsonScan.MemberRange> members, int index) {
    var member = members.get(index);
    if (index > 0) {
      return text.substring(0, members.get(index - 1).end()) + text.substring(member.end());
    }
    if (members.size() > 1) {
      return text.substring(0, member.start()) + text.substring(members.get(1).start());
    }
    return text.substring(0, text.lastIndexOf('{', member.start() - 1) + 1)
        + text.substring(JsonScan.skipSpace(text, member.end()));
  }

  /// The line end of the text and the indentation of the line at the offset.
  private static String lineSpace(String text, int offset) {
    var start = text.lastIndexOf('\n', offset - 1) + 1;
    var end = start;
    while (end < offset && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    return (text.contains("\r\n") ? "\r\n" : "\n") + text.substring(start, end);
  }

  private static String printed(JsonNode value, String lineSpace) {
    return AsciiJson.write(value(value, true), lineSpace);
  }

  /// The same text for equal values, whatever their spelling and the order of members.
  static String text(JsonNode value) {
    return AsciiJson.write(value(value, false));
  }

  /// @param asPatch whether null members of objects are absent. Those in arrays are values (RFC
  ///   7386, section 2).
  private static Value value(JsonNode node, boolean asPatch) {
    return switch (node.getNodeType()) {
      case STRING -> Value.of(node.stringValue());
      case BOOLEAN -> Value.of(node.booleanValue());
      case NUMBER -> new Value.NumberValue(node.decimalValue());
      case ARRAY ->
          new Value.TupleValue(node.valueStream().map(element -> value(element, false)).toList());
      case OBJECT -> {
        var members = new LinkedHashMap<String, Value>();
        node.properties().stream()
            .filter(member -> !asPatch || !member.getValue().isNull())
            .forEach(member -> members.put(member.getKey(), value(member.getValue(), asPatch)));
        yield Value.objectOf(members);
      }
      case NULL, MISSING, BINARY, POJO -> Value.nullOf(Types.ANY);
    };
  }
}
