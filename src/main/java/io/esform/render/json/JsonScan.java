package io.esform.render.json;

import java.util.ArrayList;
import java.util.List;

/// Finds the parts of an object in well-formed JSON text.
final class JsonScan {

  private JsonScan() {}

  /// The offsets of a member: the first character of its name, the end of its name, the first
  /// character of its value, and the end of its value. Ends are exclusive.
  record MemberRange(int start, int nameEnd, int valueStart, int end) {

    /// The name as a JSON string.
    String name(String text) {
      return text.substring(start, nameEnd);
    }

    String value(String text) {
      return text.substring(valueStart, end);
    }
  }

  /// Returns the members of the object whose `{` is at this offset, in order.
  static List<MemberRange> members(String text, int offset) {
    var members = new ArrayList<MemberRange>();
    var start = skipSpace(text, offset + 1);
    while (text.charAt(start) != '}') {
      var nameEnd = valueEnd(text, start);
      var colon = skipSpace(text, nameEnd);
      var valueStart = skipSpace(text, colon + 1);
      var member = new MemberRange(start, nameEnd, valueStart, valueEnd(text, valueStart));
      members.add(member);
      start = skipSpace(text, member.end());
      if (text.charAt(start) == ',') {
        start = skipSpace(text, start + 1);
      }
    }
    return members;
  }

  static int skipSpace(String text, int offset) {
    var end = offset;
    while (end < text.length() && isSpace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  static boolean isSpace(char character) {
    return character == ' ' || character == '\t' || character == '\r' || character == '\n';
  }

  /// Returns the offset after the value at this offset.
  static int valueEnd(String text, int offset) {
    var depth = 0;
    var end = offset;
    do {
      switch (text.charAt(end)) {
        case '"' -> end = stringEnd(text, end);
        case '{', '[' -> {
          depth++;
          end++;
        }
        case '}', ']' -> {
          depth--;
          end++;
        }
        default -> end = depth > 0 ? end + 1 : scalarEnd(text, end);
      }
    } while (depth > 0);
    return end;
  }

  private static int stringEnd(String text, int offset) {
    var end = offset + 1;
    while (text.charAt(end) != '"') {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    return end + 1;
  }

  private static int scalarEnd(String text, int offset) {
    var end = offset;
    while (end < text.length()
        && !isSpace(text.charAt(end))
        && ",]}".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }
}
