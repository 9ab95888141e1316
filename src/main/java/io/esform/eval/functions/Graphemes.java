package io.esform.eval.functions;

import java.text.BreakIterator;
import java.util.Arrays;
import java.util.Locale;

/// User-perceived characters (grapheme clusters): a letter and its accent are one.
final class Graphemes {

  /// The steps to find the end of a character.
  private static final int STEPS = 4;

  private Graphemes() {}

  /// The start of each character, in UTF-16 units.
  ///
  /// @param arguments of the call, to count the work
  static int[] starts(CallArguments arguments, String text) {
    if (text.chars().allMatch(unit -> unit < 0x80 && unit != '\r')) {
      arguments.spend(text.length() / STEPS);
      int[] starts = new int[text.length()];
      Arrays.setAll(starts, at -> at);
      return starts;
    }
    arguments.spend((long) STEPS * text.length());
    int[] starts = new int[text.length()];
    int count = 0;
    BreakIterator boundaries = BreakIterator.getCharacterInstance(Locale.ROOT);
    boundaries.setText(text);
    int start = boundaries.first();
    for (int end = boundaries.next(); end != BreakIterator.DONE; end = boundaries.next()) {
      starts[count++] = start;
      start = end;
    }
    return Arrays.copyOf(starts, count);
  }
}
