package io.esform.eval.functions;

import io.esform.value.Types;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Functions over strings.
final class StringFunctions {

  private StringFunctions() {}

  static Function chomp() {
    return ofText("chomp", StringFunctions::withoutNewlines);
  }

  private static String withoutNewlines(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(0, end);
  }

  static Function lower() {
    return ofText("lower", text -> text.toLowerCase(Locale.ROOT));
  }

  static Function upper() {
    return ofText("upper", text -> text.toUpperCase(Locale.ROOT));
  }

  static Function strrev() {
    return Function.of(
        "strrev", Types.STRING, arguments -> Value.of(reversed(arguments)), text("string"));
  }

  private static String reversed(CallArguments arguments) {
    String text = arguments.text(0);
    int[] starts = Graphemes.starts(arguments, text);
    var result = new StringBuilder(text.length());
    int end = text.length();
    for (int at = starts.length - 1; at >= 0; at--) {
      result.append(text, starts[at], end);
      end = starts[at];
    }
    return result.toString();
  }

  static Function trimspace() {
    return ofText("trimspace", String::strip);
  }

  static Function title() {
    return ofText("title", StringFunctions::titled);
  }

  private static String titled(String text) {
    var result = new StringBuilder(text.length());
    boolean startsWord = true;
    int point;
    for (int at = 0; at < text.length(); at += Character.charCount(point)) {
      point = text.codePointAt(at);
      result.appendCodePoint(startsWord ? Character.toTitleCase(point) : point);
      startsWord = !(Character.isLetterOrDigit(point) || point == '_' || point == '\'');
    }
    return result.toString();
  }

  private static Function ofText(String name, UnaryOperator<String> operation) {
    return Function.of(
        name,
        Types.STRING,
        arguments -> Value.of(operation.apply(arguments.text(0))),
        text("string"));
  }

  static Function startswith() {
    return test("startswith", "prefix", String::startsWith);
  }

  static Function endswith() {
    return test("endswith", "suffix", String::endsWith);
  }

  static Function strcontains() {
    return test("strcontains", "substring", StringFunctions::contains);
  }

  private static boolean contains(String text, String wanted) {
    return wanted.isEmpty() || new Search(wanted).in(text, 0) >= 0;
  }

  private static Function test(String name, String second, BiPredicate<String, String> test) {
    return Function.of(
        name,
        Types.BOOL,
        arguments -> Value.of(test.test(arguments.text(0), arguments.text(1))),
        text("string"),
        text(second));
  }

  static Function trimprefix() {
    return Function.of(
        "trimprefix",
        Types.STRING,
        arguments -> {
          String text = arguments.text(0);
          String prefix = arguments.text(1);
          return Value.of(text.startsWith(prefix) ? text.substring(prefix.length()) : text);
        },
        text("string"),
        text("prefix"));
  }

  static Function trimsuffix() {
    return Function.of(
        "trimsuffix",
        Types.STRING,
        arguments -> {
          String text = arguments.text(0);
          String suffix = arguments.text(1);
          return Value.of(
              text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text);
        },
        text("string"),
        text("suffix"));
  }

  static Function trim() {
    return Function.of(
        "trim",
        Types.STRING,
        arguments -> Value.of(trimmed(arguments.text(0), arguments.text(1))),
        text("string"),
        text("characters"));
  }

  private static String trimmed(String text, String characters) {
    Set<Integer> points = characters.codePoints().boxed().collect(Collectors.toSet());
    int start = 0;
    int end = text.length();
    while (start < end && points.contains(text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    while (start < end && points.contains(text.codePointBefore(end))) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(start, end);
  }

  static Function indent() {
    return Function.of(
        "indent",
        Types.STRING,
        arguments -> Value.of(indented(arguments.text(1), arguments.whole(0, 0))),
        Parameter.of("spaces", Types.NUMBER),
        text("string"));
  }

  private static String indented(String text, int spaces) {
    var result = new BoundedText();
    int start = 0;
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', start)) {
      result.append(text, start, at + 1).repeat(' ', spaces);
      start = at + 1;
    }
    return result.append(text, start, text.length()).toString();
  }

  static Function join() {
    return Function.of(
            "join", Types.STRING, StringFunctions::join, text("separator"), texts("list"))
        .andMore(texts("lists"));
  }

  private static Value join(CallArguments arguments) {
    var joined = new BoundedText();
    String separator = "";
    for (int position = 1; position < arguments.size(); position++) {
      for (String text : arguments.texts(position)) {
        joined.append(separator).append(text);
        separator = arguments.text(0);
      }
    }
    return Value.of(joined.toString());
  }

  static Function split() {
    return Function.of(
        "split",
        Types.list(Types.STRING),
        arguments -> Value.listOf(split(arguments.text(0), arguments.text(1))),
        text("separator"),
        text("string"));
  }

  private static List<String> split(String separator, String text) {
    var size = Size.ofElements();
    size.require(text.length());
    var parts = new ArrayList<String>();
    if (separator.isEmpty()) {
      size.requireValues(text.codePointCount(0, text.length()));
      text.codePoints().forEach(point -> parts.add(Character.toString(point)));
      return parts;
    }
    var search = new Search(separator);
    int start = 0;
    for (int at = search.in(text, 0); at >= 0; at = search.in(text, start)) {
      size.requireValues(1);
      parts.add(text.substring(start, at));
      start = at + separator.length();
    }
    parts.add(text.substring(start));
    return parts;
  }

  static Function substr() {
    return Function.of(
        "substr",
        Types.STRING,
        StringFunctions::substr,
        text("string"),
        Parameter.of("offset", Types.NUMBER),
        Parameter.of("length", Types.NUMBER));
  }

  /// A negative offset counts from the end; a length of -1 means the rest.
  private static Value substr(CallArguments arguments) {
    String text = arguments.text(0);
    int[] starts = Graphemes.starts(arguments, text);
    int size = starts.length;
    int offset = arguments.whole(1);
    int length = arguments.whole(2, -1);
    int start = Math.clamp(offset < 0 ? (long) size + offset : offset, 0, size);
    int end = length < 0 ? size : Math.clamp((long) start + length, start, size);
    return Value.of(
        start == end
            ? ""
            : text.substring(starts[start], end == size ? text.length() : starts[end]));
  }

  static Parameter text(String name) {
    return Parameter.of(name, Types.STRING);
  }

  private static Parameter texts(String name) {
    return Parameter.of(name, Types.list(Types.STRING));
  }
}
