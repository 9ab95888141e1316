package io.esform.render.cloudinit;

import java.util.stream.Collectors;

/// Writes text as YAML 1.1 scalars: the only place that escapes it.
final class YamlText {

  private YamlText() {}

  /// Returns the text as a scalar on one line: plain if that is safe, else in double quotes.
  static String scalar(String text) {
    return text.matches("/[A-Za-z0-9_./-]+") ? text : quoted(text);
  }

  /// Returns the text as a literal block, which compresses well, or in double quotes if a block
  /// cannot represent it.
  ///
  /// @param indent the indentation of the lines of the block
  static String block(String text, String indent) {
    if (!fitsBlock(text)) {
      return quoted(text);
    }
    return text.lines()
        .map(line -> line.isEmpty() ? "" : indent + line)
        .collect(Collectors.joining("\n", "|\n", ""));
  }

  private static boolean fitsBlock(String text) {
    return text.endsWith("\n")
        && !text.endsWith("\n\n")
        && !text.startsWith(" ")
        && !text.startsWith("\n")
        && text.codePoints().allMatch(YamlText::isPlain);
  }

  private static boolean isPlain(int character) {
    return character == '\n'
        || character == '\t'
        || (character >= ' ' && character <= '~')
        || (character >= 0xA0 && character <= 0xD7FF && !isLineSeparator(character))
        || (character >= 0xE000 && character <= 0xFFFD && character != 0xFEFF)
        || character >= 0x10000;
  }

  private static boolean isLineSeparator(int character) {
    return character == 0x2028 || character == 0x2029;
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints().forEach(character -> append(quoted, character));
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, int character) {
    switch (character) {
      case '"' -> quoted.append("\\\"");
      case '\\' -> quoted.append("\\\\");
      case '\n' -> quoted.append("\\n");
      case '\t' -> quoted.append("\\t");
      default -> {
        if (isPlain(character)) {
          quoted.appendCodePoint(character);
        } else {
          quoted.append("\\U%08X".formatted(character));
        }
      }
    }
  }
}
