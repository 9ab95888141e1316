package io.esform.state.backend;

import java.util.HashMap;
import java.util.Map;

/// A text with one `name: value` per line.
public final class NamedLines {

  private final Map<String, String> values;

  private NamedLines(Map<String, String> values) {
    this.values = values;
  }

  /// Ignores lines without a name.
  public static NamedLines parse(String text) {
    var values = new HashMap<String, String>();
    for (String line : text.lines().toList()) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        values.put(line.substring(0, colon), line.substring(colon + 2));
      }
    }
    return new NamedLines(values);
  }

  /// Empty if there is no such line.
  public String get(String name) {
    return values.getOrDefault(name, "");
  }
}
