package io.esform.render.properties;

import java.util.List;

/// Merges the settings of one `.properties` text into another one, in place.
///
/// A value is replaced where its key is; the last of several settings of one key counts. A key that
/// is missing or only in a comment is added at the end. An equal value keeps its spelling.
public final class PropertiesMerge {

  private PropertiesMerge() {}

  /// Returns the original with the settings.
  ///
  /// @throws MalformedPropertiesException if one of the texts has a malformed escape
  public static String apply(String original, String settings) throws MalformedPropertiesException {
    var text = original;
    for (var setting : PropertiesScanner.settings(settings)) {
      text = set(text, setting.key(), setting.value());
    }
    return text;
  }

  /// Checks the settings alone.
  public static void check(String settings) throws MalformedPropertiesException {
    PropertiesScanner.settings(settings);
  }

  private static String set(String text, String key, String value)
      throws MalformedPropertiesException {
    var settings = PropertiesScanner.settings(text);
    for (var each : settings.reversed()) {
      if (each.key().equals(key)) {
        return each.value().equals(value) ? text : replace(text, each, value);
      }
    }
    var line = PropertiesText.escapeKey(key) + "=" + PropertiesText.escapeValue(value);
    return text + gap(text, settings) + line + lineEnd(text);
  }

  private static String replace(String text, Setting setting, String value) {
    return text.substring(0, setting.valueStart())
        + (setting.hasSeparator() ? "" : "=")
        + PropertiesText.escapeValue(value)
        + text.substring(setting.valueEnd());
  }

  /// The line ends between the text and a new line.
  private static String gap(String text, List<Setting> settings) {
    boolean isOpen = !settings.isEmpty() && settings.getLast().valueEnd() == text.length();
    // A carriage return and a line feed are one line end.
    if (isOpen && (settings.getLast().isContinued() || text.endsWith("\r"))) {
      return lineEnd(text).repeat(2);
    }
    boolean isNewLine = text.isEmpty() || text.endsWith("\n") || text.endsWith("\r");
    return isNewLine && !isOpen ? "" : lineEnd(text);
  }

  private static String lineEnd(String text) {
    int end = text.indexOf('\n');
    return end > 0 && text.charAt(end - 1) == '\r' ? "\r\n" : "\n";
  }
}
