package io.esform.render.toml;

import io.esform.render.toml.TomlStatement.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Edits a TOML text in place. Comments, layout, order, line ends and other settings keep their
/// bytes.
///
/// An edit of its own result changes nothing. Values are given as spelled in TOML. After a {@link
/// MalformedTomlException}, the text is as before the edit.
public final class TomlEditor {

  private String text;
  private final String lineEnd;
  private List<TomlStatement> statements;

  public TomlEditor(String text) throws MalformedTomlException {
    this.text = text;
    int end = text.indexOf('\n');
    lineEnd = end > 0 && text.charAt(end - 1) == '\r' ? "\r\n" : "\n";
    statements = TomlScanner.statements(text);
  }

  public String text() {
    return text;
  }

  /// The line end of the first line.
  String lineEnd() {
    return lineEnd;
  }

  /// The first names of the tables and keys, in the order of the text.
  public SequencedSet<String> tables() {
    var names = new LinkedHashSet<String>();
    statements.forEach(statement -> names.add(statement.path().getFirst()));
    return names;
  }

  /// Whether the table or a key in it is defined.
  public boolean defines(List<String> path) {
    return statements.stream().anyMatch(each -> each.isAt(path) || each.isBelow(path));
  }

  /// Sets a key of a table. A new key comes last in its table, a new table last in the text; but
  /// before its subtables, because Carbon's parser does not end if it comes after them.
  ///
  /// @param path the names of the table, and the name of the key
  /// @throws MalformedTomlException if one of the tables is an array, an inline table or another
  ///   value, or if the key is a table
  public void set(List<String> path, String value) throws MalformedTomlException {
    checkShape(path);
    var table = path.subList(0, path.size() - 1);
    for (var each : statements) {
      if (each.isAt(path)) {
        replace(each.valueStart(), each.valueEnd(), value);
        return;
      }
    }
    var header = last(each -> each.isHeader() && each.isAt(table));
    var sibling =
        last(each ->
            !each.isHeader()
                && (each.section() == table.size()
                    ? each.path().subList(0, each.section()).equals(table)
                    : each.section() < table.size() && each.isBelow(table)));
    if (sibling != null) {
      var key = TomlText.key(path.subList(sibling.section(), path.size()));
      addLine(sibling.end(), indentation(sibling) + key + " = " + value);
    } else if (header != null) {
      addLine(header.end(), indentation(header) + keyOf(path) + " = " + value);
    } else if (table.isEmpty()) {
      addLine(0, keyOf(path) + " = " + value);
    } else {
      addTable(table, keyOf(path) + " = " + value);
    }
  }

  private static String keyOf(List<String> path) {
    return TomlText.key(List.of(path.getLast()));
  }

  private void checkShape(List<String> path) throws MalformedTomlException {
    for (var each : statements) {
      if (each.kind() == Kind.ENTRY && each.contains(path)) {
        throw found(each, "a table", "an array of tables");
      }
      if (!each.isHeader() && each.contains(path) && !each.isAt(path)) {
        throw found(each, "a table", "a value");
      }
      if (each.isBelow(path) || (each.isHeader() && each.isAt(path))) {
        throw found(each, "a value", "a table");
      }
    }
  }

  private MalformedTomlException found(TomlStatement statement, String expected, String found) {
    return new MalformedTomlException(
        "expected %s, found %s: %s in line %d"
            .formatted(
                expected,
                found,
                String.join(".", statement.path()),
                MalformedTomlException.line(text, statement.valueStart())));
  }

  private void addTable(List<String> table, String line) throws MalformedTomlException {
    var lines = "[" + TomlText.key(table) + "]" + lineEnd + line + lineEnd;
    for (var each : statements) {
      if (each.isHeader() && each.isBelow(table)) {
        replace(each.start(), each.start(), lines + lineEnd);
        return;
      }
    }
    append(lines);
  }

  /// Removes a key, if there is one; keeps the comment after it.
  public void remove(List<String> path) throws MalformedTomlException {
    for (var each : statements) {
      if (!each.isHeader() && each.isAt(path)) {
        replace(each.start(), each.end(), commentOf(each));
        return;
      }
    }
  }

  /// Sets the settings of one entry of an array of tables. Settings and subtables that the entry
  /// has already are removed; comments in it are kept, after the settings. A new entry comes after
  /// the last one, or last in the text.
  ///
  /// @param array the names of the array
  /// @param id the value of the key `id`, which is one of the lines
  /// @param lines the lines of the entry after its header
  /// @throws MalformedTomlException if the array has another form, or several entries with the id
  public void setEntry(List<String> array, String id, List<String> lines)
      throws MalformedTomlException {
    checkArray(array);
    var same = entries(array).stream().filter(entry -> id.equals(idOf(entry))).toList();
    if (same.size() > 1) {
      throw found(same.get(1).getFirst(), "one entry " + id, "another one");
    }
    if (same.isEmpty()) {
      addEntry(array, lines);
    } else {
      replaceEntry(same.getFirst(), body(lines));
    }
  }

  /// Adds an entry to an array of tables: after the last one, or last in the text.
  ///
  /// @param lines as above
  /// @throws MalformedTomlException if the array has another form
  public void addEntry(List<String> array, List<String> lines) throws MalformedTomlException {
    checkArray(array);
    var entries = entries(array);
    var added = "[[" + TomlText.key(array) + "]]" + lineEnd + body(lines);
    if (entries.isEmpty()) {
      append(added);
    } else {
      var end = entries.getLast().getLast().end();
      replace(end, end, endOfLineAt(end) + lineEnd + added);
    }
  }

  private String body(List<String> lines) {
    return lines.stream().map(line -> line + lineEnd).collect(Collectors.joining());
  }

  private void checkArray(List<String> array) throws MalformedTomlException {
    boolean entered = false;
    for (var each : statements) {
      entered |= each.kind() == Kind.ENTRY && each.isAt(array);
      boolean dotted = each.isBelow(array) && each.section() < array.size();
      if (!each.isHeader() && (each.contains(array) || dotted)) {
        throw found(each, "an array of tables", "a value");
      }
      boolean first = each.isHeader() && each.isBelow(array) && !entered;
      if (first || (each.kind() == Kind.TABLE && each.isAt(array))) {
        throw found(each, "an array of tables", "a table");
      }
      if (each.kind() == Kind.ENTRY && each.contains(array) && !each.isAt(array)) {
        throw found(each, "a table", "an array of tables");
      }
    }
  }

  /// The entries of an array, each with its header first and the statements of its subtables.
  private List<List<TomlStatement>> entries(List<String> array) {
    var entries = new ArrayList<List<TomlStatement>>();
    boolean inside = false;
    for (var each : statements) {
      if (each.isHeader()) {
        if (each.isAt(array)) {
          entries.add(new ArrayList<>());
        }
        inside = each.isAt(array) || each.isBelow(array);
      }
      if (inside && !entries.isEmpty()) {
        entries.getLast().add(each);
      }
    }
    return entries;
  }

  private String idOf(List<TomlStatement> entry) {
    var array = entry.getFirst().path();
    for (var each : entry) {
      if (!each.isHeader()
          && each.section() == array.size()
          && each.path().size() == array.size() + 1
          && each.path().getLast().equals("id")) {
        return TomlScanner.plain(text.substring(each.valueStart(), each.valueEnd()));
      }
    }
    return "";
  }

  private void replaceEntry(List<TomlStatement> entry, String body) throws MalformedTomlException {
    var header = entry.getFirst();
    var replaced = new StringBuilder(endOfLineAt(header.end())).append(body);
    int kept = header.end();
    for (var each : entry.subList(1, entry.size())) {
      replaced.append(text, kept, each.start()).append(commentOf(each));
      kept = each.end();
    }
    replace(header.end(), kept, replaced.toString());
  }

  private void append(String lines) throws MalformedTomlException {
    var end = text.length();
    var gap = text.isBlank() ? "" : endOfLineAt(end) + lineEnd;
    replace(end, end, gap + lines);
  }

  private void addLine(int offset, String line) throws MalformedTomlException {
    replace(offset, offset, endOfLineAt(offset) + line + lineEnd);
  }

  /// A line end, if the text before the offset does not end in one.
  private String endOfLineAt(int offset) {
    return offset == 0 || text.charAt(offset - 1) == '\n' ? "" : lineEnd;
  }

  private String commentOf(TomlStatement statement) {
    return statement.comment() < 0
        ? ""
        : indentation(statement) + text.substring(statement.comment(), statement.end());
  }

  private String indentation(TomlStatement statement) {
    int end = statement.start();
    while (text.charAt(end) == ' ' || text.charAt(end) == '\t') {
      end++;
    }
    return text.substring(statement.start(), end);
  }

  private @Nullable TomlStatement last(Predicate<TomlStatement> wanted) {
    return statements.reversed().stream().filter(wanted).findFirst().orElse(null);
  }

  private void replace(int start, int end, String replacement) throws MalformedTomlException {
    var changed = text.substring(0, start) + replacement + text.substring(end);
    statements = TomlScanner.statements(changed);
    text = changed;
  }
}
