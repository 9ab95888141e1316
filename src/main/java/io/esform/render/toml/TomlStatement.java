package io.esform.render.toml;

import java.util.List;

/// A header or a key with its value, with its place in the text. Offsets are 0-based, UTF-16.
///
/// @param path the names from the root; for a key, those of its section come first
/// @param section the number of names that come from the header of the section
/// @param start the start of the line
/// @param valueStart the start of the value; of a header, the start of its brackets
/// @param valueEnd the end of the value, exclusive
/// @param comment the start of the comment on the same line, or -1
/// @param end the start of the next line
record TomlStatement(
    Kind kind,
    List<String> path,
    int section,
    int start,
    int valueStart,
    int valueEnd,
    int comment,
    int end) {

  /// The forms of a statement.
  enum Kind {
    /// `[a.b]`
    TABLE,
    /// `[[a.b]]`
    ENTRY,
    /// `a.b = value`
    KEY
  }

  TomlStatement {
    path = List.copyOf(path);
  }

  boolean isHeader() {
    return kind != Kind.KEY;
  }

  boolean isAt(List<String> other) {
    return path.equals(other);
  }

  /// Whether the path is longer than the other one and begins with it.
  boolean isBelow(List<String> other) {
    return path.size() > other.size() && path.subList(0, other.size()).equals(other);
  }

  /// Whether the other path is this one or begins with it.
  boolean contains(List<String> other) {
    return path.size() <= other.size() && other.subList(0, path.size()).equals(path);
  }
}
