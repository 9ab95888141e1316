package io.esform.eval.functions;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.StringValue;
import io.esform.value.Value.TupleValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Regular expressions in RE2 syntax. The time is at most proportional to the length of the text
/// times the size of the pattern.
///
/// A match is a string, with unnamed groups a tuple of strings, and with named groups an object. A
/// group that did not match is null.
final class RegexFunctions {

  /// The time to compile a pattern grows with the square of its length.
  private static final int LONGEST = 10_000;

  private static final int MOST_INSTRUCTIONS = 20_000;

  /// The number of instructions of a pattern that run in one step.
  private static final int INSTRUCTIONS_PER_STEP = 8;

  private RegexFunctions() {}

  static Function regex() {
    return Function.of(
            "regex",
            Types.ANY,
            RegexFunctions::first,
            StringFunctions.text("pattern"),
            StringFunctions.text("string"))
        .giving(RegexFunctions::matchType);
  }

  private static Value first(CallArguments arguments) {
    Pattern pattern = pattern(arguments);
    Matcher matcher = matcher(pattern, arguments, 1);
    if (!matcher.find()) {
      throw new FunctionFault(1, "the pattern does not match " + arguments.shown(1));
    }
    return match(pattern, matcher);
  }

  static Function regexall() {
    return Function.of(
            "regexall",
            Types.ANY,
            RegexFunctions::all,
            StringFunctions.text("pattern"),
            StringFunctions.text("string"))
        .giving(arguments -> Types.list(matchType(arguments)));
  }

  private static Value all(CallArguments arguments) {
    Pattern pattern = pattern(arguments);
    Matcher matcher = matcher(pattern, arguments, 1);
    var matches = new ArrayList<Value>();
    Size size = Size.ofElements();
    while (matcher.find()) {
      Value match = match(pattern, matcher);
      size.require(match);
      matches.add(match);
    }
    return new ListValue(typeOf(pattern), matches);
  }

  static Function replace() {
    return Function.of(
        "replace",
        Types.STRING,
        RegexFunctions::replace,
        StringFunctions.text("string"),
        StringFunctions.text("substring"),
        StringFunctions.text("replacement"));
  }

  /// A substring between slashes is a pattern, and `$1` and `${name}` refer to its groups.
  private static Value replace(CallArguments arguments) {
    String text = arguments.text(0);
    String wanted = arguments.text(1);
    if (wanted.length() < 2 || !wanted.startsWith("/") || !wanted.endsWith("/")) {
      return Value.of(replaced(text, wanted, arguments.text(2)));
    }
    Pattern pattern = compile(wanted.substring(1, wanted.length() - 1), 1);
    String replacement = arguments.text(2).replace("\\", "\\\\").replace("$$", "\\$");
    try {
      return Value.of(replaced(matcher(pattern, arguments, 0), text, replacement));
    } catch (IndexOutOfBoundsException | IllegalArgumentException _) {
      throw new FunctionFault(2, "the replacement refers to a group that is not in the pattern");
    }
  }

  private static String replaced(String text, String wanted, String replacement) {
    if (wanted.isEmpty()) {
      Size.ofResult().require(text.length() + (text.length() + 1L) * replacement.length());
      return text.replace(wanted, replacement);
    }
    var search = new Search(wanted);
    var result = new BoundedText();
    int start = 0;
    for (int at = search.in(text, 0); at >= 0; at = search.in(text, start)) {
      result.append(text, start, at).append(replacement);
      start = at + wanted.length();
    }
    return result.append(text, start, text.length()).toString();
  }

  private static String replaced(Matcher matcher, String text, String replacement) {
    var result = new BoundedText();
    int end = 0;
    while (matcher.find()) {
      var piece = new StringBuilder();
      matcher.appendReplacement(piece, replacement);
      result.append(piece);
      end = matcher.end();
    }
    return result.append(text, end, text.length()).toString();
  }

  /// Each read of a character may advance one thread per instruction of the pattern, and copies the
  /// positions of all groups for each thread.
  private static Matcher matcher(Pattern pattern, CallArguments arguments, int position) {
    long instructions = pattern.matcher("").programSize();
    long cost = 1 + instructions * (1 + pattern.groupCount()) / INSTRUCTIONS_PER_STEP;
    return pattern.matcher(new MeteredText(arguments.text(position), cost, arguments));
  }

  private static Pattern pattern(CallArguments arguments) {
    Pattern pattern = compile(arguments.text(0), 0);
    int named = pattern.namedGroups().size();
    if (named > 0 && named != pattern.groupCount()) {
      throw new FunctionFault(0, "a pattern cannot have both named and unnamed groups");
    }
    return pattern;
  }

  private static Pattern compile(String pattern, int argument) {
    if (pattern.length() > LONGEST || PatternSize.of(pattern) > MOST_INSTRUCTIONS) {
      throw new FunctionFault(
          argument,
          "the pattern is longer than %,d characters, or than %,d with repetitions expanded"
              .formatted(LONGEST, MOST_INSTRUCTIONS));
    }
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException fault) {
      throw new FunctionFault(argument, "not a valid pattern: " + fault.getDescription());
    }
  }

  private static Value match(Pattern pattern, Matcher matcher) {
    if (pattern.groupCount() == 0) {
      return Value.of(matcher.group());
    }
    if (pattern.namedGroups().isEmpty()) {
      var groups = new ArrayList<Value>();
      for (int group = 1; group <= pattern.groupCount(); group++) {
        groups.add(text(matcher.group(group)));
      }
      return new TupleValue(groups);
    }
    var groups = new TreeMap<String, Value>();
    pattern.namedGroups().forEach((name, group) -> groups.put(name, text(matcher.group(group))));
    return Value.objectOf(groups);
  }

  private static Value text(@Nullable String group) {
    return group == null ? Value.nullOf(Types.STRING) : Value.of(group);
  }

  private static Type matchType(List<Value> arguments) {
    return arguments.getFirst() instanceof StringValue(var pattern)
        ? typeOf(compile(pattern, 0))
        : Types.ANY;
  }

  private static Type typeOf(Pattern pattern) {
    if (pattern.groupCount() == 0) {
      return Types.STRING;
    }
    if (pattern.namedGroups().isEmpty()) {
      return Types.tuple(Collections.nCopies(pattern.groupCount(), Types.STRING));
    }
    var types = new TreeMap<String, Type>();
    pattern.namedGroups().keySet().forEach(name -> types.put(name, Types.STRING));
    return Types.object(types);
  }
}
