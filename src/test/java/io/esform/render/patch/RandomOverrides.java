package io.esform.render.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random texts of `.properties` and `.json` files, in every order and layout.
final class RandomOverrides {

  private static final List<String> KEYS =
      List.of("log4j.rootLogger", "a", "a\\ b", "c\\:d", "\\u00e9", "e\\=", "\u00E9", "", "\\#x");
  private static final List<String> SEPARATORS = List.of("=", " = ", ":", "\t", "  :  ", "", " ");
  private static final List<String> PARTS =
      List.of(
          "INFO, FILE",
          "\\\n   continued",
          "\\\r\n",
          "\\\\",
          "\\t",
          "=",
          "\u00FC",
          "\\u00fc",
          " ",
          "#",
          "\\ud83d\\ude00",
          "${x}",
          "\\q",
          "");
  private static final List<String> SCALARS =
      List.of(
          "null",
          "true",
          "0",
          "-0",
          "-0.0",
          "1",
          "1.0",
          "1.00",
          "1e5",
          "12.50e-3",
          "123456789012345678901",
          "\"\"",
          "\"a\"",
          "\"\\u0061\"",
          "\"\u00e9 \\u2028 \\ud83d\\ude00\"",
          "\"\\ud800\"",
          "\"}{\\\"\"",
          "\"\\/\u007f\"");
  private static final List<String> NAMES =
      List.of("\"a\"", "\"b\"", "\"\\u0061\"", "\"\uFB00\"", "\"\\ud83d\\ude00\"", "\"c d\"");

  private final Random random;

  RandomOverrides(long seed) {
    random = new Random(seed);
  }

  String properties() {
    var text = new StringBuilder();
    for (int lines = random.nextInt(8); lines > 0; lines--) {
      text.append(one(4) ? any(List.of("# a=1", "  ! b", "", " \t", "#\\")) : setting());
      text.append(any(List.of("\n", "\n", "\r\n", "\r")));
    }
    if (one(4)) {
      text.append(setting()).append(one(2) ? "\\" : "");
    }
    return text.toString();
  }

  private String setting() {
    var text = new StringBuilder((one(5) ? "  " : "") + any(KEYS) + any(SEPARATORS));
    for (int parts = random.nextInt(4); parts > 0; parts--) {
      text.append(any(PARTS));
    }
    return text.toString();
  }

  String json() {
    return one(20) ? scalar() : object(0);
  }

  private String object(int depth) {
    var names = new ArrayList<>(NAMES);
    var text = new StringBuilder("{").append(space());
    for (int members = random.nextInt(5); members > 0 && !names.isEmpty(); members--) {
      var name = one(10) ? any(names) : names.remove(random.nextInt(names.size()));
      text.append(name).append(one(2) ? ": " : ":").append(value(depth + 1));
      text.append(members > 1 && !names.isEmpty() ? "," + space() : space());
    }
    return text.append('}').toString();
  }

  private String value(int depth) {
    return switch (random.nextInt(depth > 3 ? 2 : 4)) {
      case 2 -> object(depth);
      case 3 -> one(2) ? "[]" : "[" + value(depth + 1) + ", " + value(depth + 1) + "]";
      default -> scalar();
    };
  }

  private String scalar() {
    return any(SCALARS);
  }

  private String space() {
    return any(List.of("", "\n    ", " ", "\r\n\t"));
  }

  private boolean one(int of) {
    return random.nextInt(of) == 0;
  }

  private String any(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
