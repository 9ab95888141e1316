package io.esform.eval.functions;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Characters as a reader counts them: an accent counts with its letter.
final class Graphemes {

  private Graphemes() {}

  static List<String> of(String text) {
    var characters = new ArrayList<String>();
    if (text.chars().allMatch(unit -> unit < 0x80 && unit != '\r')) {
      text.chars().forEach(unit -> characters.add(String.valueOf((char) unit)));
      return characters;
    }
    BreakIterator boundaries = BreakIterator.getCharacterInstance(Locale.ROOT);
    boundaries.setText(text);
    int start = boundaries.first();
    for (int end = boundaries.next(); end != BreakIterator.DONE; end = boundaries.next()) {
      characters.add(text.substring(start, end));
      start = end;
    }
    return characters;
  }
}
