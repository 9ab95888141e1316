package io.esform.render.toml;

import java.util.List;
import java.util.Optional;

/// Reads values of TOML files.
public final class TomlLookup {

  private TomlLookup() {}

  /// The value of the last key with that path, a string as text, any other value as spelled; empty
  /// if there is none, or the file is malformed.
  public static Optional<String> value(String toml, List<String> path) {
    try {
      return TomlScanner.statements(toml).stream()
          .filter(statement -> !statement.isHeader() && statement.isAt(path))
          .reduce((_, last) -> last)
          .map(statement ->
              TomlScanner.plain(toml.substring(statement.valueStart(), statement.valueEnd())));
    } catch (MalformedTomlException _) {
      return Optional.empty();
    }
  }
}
