package io.esform.eval.functions;

import java.util.ArrayDeque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Estimates how many instructions a regular expression of RE2's syntax compiles to, without
/// compiling it: `((a{0,100}){0,100}){0,100}` is short and compiles to a million.
final class PatternSize {

  private static final Pattern REPETITION = Pattern.compile("\\{(\\d{1,4})(,)?(\\d{1,4})?\\}");

  private final String pattern;
  private final ArrayDeque<Long> outer = new ArrayDeque<>();
  private long group;
  private long last;
  private int at;

  private PatternSize(String pattern) {
    this.pattern = pattern;
  }

  static long of(String pattern) {
    return new PatternSize(pattern).estimate();
  }

  private long estimate() {
    Matcher repetition = REPETITION.matcher(pattern);
    while (at < pattern.length()) {
      char unit = pattern.charAt(at);
      switch (unit) {
        case '\\' -> escape();
        case '[' -> characters();
        case '(' -> open();
        case ')' -> close();
        case '{' -> repeat(repetition);
        default -> atom(1, at + 1);
      }
    }
    while (!outer.isEmpty()) {
      close();
    }
    return group + last;
  }

  /// Adds an element that a repetition may follow.
  private void atom(long size, int end) {
    group += last;
    last = size;
    at = end;
  }

  private void escape() {
    if (!pattern.startsWith("\\Q", at)) {
      atom(1, at + 2);
      return;
    }
    int end = pattern.indexOf("\\E", at + 2);
    int next = end < 0 ? pattern.length() : end + 2;
    atom(next - at, next);
  }

  private void characters() {
    int end = at + 1;
    end += pattern.startsWith("^", end) ? 1 : 0;
    end += pattern.startsWith("]", end) ? 1 : 0;
    while (end < pattern.length() && pattern.charAt(end) != ']') {
      int named = pattern.startsWith("[:", end) ? pattern.indexOf(":]", end + 2) : -1;
      end = named >= 0 ? named + 2 : pattern.charAt(end) == '\\' ? end + 2 : end + 1;
    }
    atom(1, end + 1);
  }

  private void open() {
    outer.push(group + last);
    group = 2;
    last = 0;
    at++;
  }

  private void close() {
    long inside = group + last;
    group = outer.isEmpty() ? 0 : outer.pop();
    last = inside;
    at++;
  }

  private void repeat(Matcher repetition) {
    repetition.region(at, pattern.length());
    if (!repetition.lookingAt()) {
      atom(1, at + 1);
      return;
    }
    long least = Long.parseLong(repetition.group(1));
    String most = repetition.group(3);
    long times = most == null ? least + 1 : Math.max(least, Long.parseLong(most));
    last = Math.min(Integer.MAX_VALUE, (last + 1) * Math.max(1, times));
    at = repetition.end();
  }
}
