package io.esform.render.toml;

import io.esform.render.toml.TomlStatement.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Merges the keys of one TOML text into another one, in place.
///
/// A key replaces the value of the same key; tables are merged. An entry of an array of tables
/// replaces the entry with the same `id`, and is added otherwise. The layout and comments of the
/// merged text are not copied, except those in values of several lines.
public final class TomlMerge {

  /// The start of a value.
  private static final Pattern VALUE =
      Pattern.compile("[\"'\\[{]|[+-]?(?:[0-9]|(?:inf|nan)$)|(?:true|false)$");

  private final TomlEditor file;
  private final String settings;
  private final String lineEnd;
  private @Nullable List<String> array;
  private final List<String> lines = new ArrayList<>();
  private String id = "";

  private TomlMerge(String original, String settings) throws MalformedTomlException {
    file = new TomlEditor(original);
    this.settings = settings;
    lineEnd = file.lineEnd();
  }

  /// Returns the original with the settings.
  ///
  /// @throws MalformedTomlException if one of the texts is not TOML, if a key has another shape in
  ///   the original, or if the settings have a subtable of an array's entry
  public static String apply(String original, String settings) throws MalformedTomlException {
    var merge = new TomlMerge(original, settings);
    for (var statement : TomlScanner.statements(settings)) {
      merge.add(statement);
    }
    merge.endEntry();
    return merge.file.text();
  }

  /// Checks the settings alone, also for a text without quotes.
  public static void check(String settings) throws MalformedTomlException {
    apply("", settings);
    for (var statement : TomlScanner.statements(settings)) {
      var value = settings.substring(statement.valueStart(), statement.valueEnd());
      if (!statement.isHeader() && !VALUE.matcher(value).lookingAt()) {
        throw new MalformedTomlException(
            "expected a text in quotes, a number or true or false, found %s: line %d"
                .formatted(value, MalformedTomlException.line(settings, statement.valueStart())));
      }
    }
  }

  private void add(TomlStatement statement) throws MalformedTomlException {
    if (statement.isHeader()) {
      if (array != null && statement.isBelow(array)) {
        throw new MalformedTomlException(
            "expected dotted keys in an entry of [[%s]], found a header: line %d"
                .formatted(
                    TomlText.key(array),
                    MalformedTomlException.line(settings, statement.valueStart())));
      }
      endEntry();
      array = statement.kind() == Kind.ENTRY ? statement.path() : null;
      return;
    }
    var value =
        settings
            .substring(statement.valueStart(), statement.valueEnd())
            .replace("\r\n", "\n")
            .replace("\n", lineEnd);
    if (array == null) {
      file.set(statement.path(), value);
      return;
    }
    var key = statement.path().subList(statement.section(), statement.path().size());
    lines.add(TomlText.key(key) + " = " + value);
    if (key.equals(List.of("id"))) {
      id = TomlScanner.plain(value);
    }
  }

  private void endEntry() throws MalformedTomlException {
    if (array != null && id.isEmpty()) {
      file.addEntry(array, lines);
    } else if (array != null) {
      file.setEntry(array, id, lines);
    }
    lines.clear();
    id = "";
  }
}
