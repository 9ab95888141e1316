package io.esform.eval.functions;

/// Finds a text in another in time linear in their lengths (Knuth-Morris-Pratt).
final class Search {

  /// Below this length the plain search is faster, and never slow.
  private static final int SHORT = 16;

  private final String wanted;
  private final int[] borders;

  /// @param wanted not empty
  Search(String wanted) {
    this.wanted = wanted;
    this.borders = wanted.length() < SHORT ? new int[0] : borders(wanted);
  }

  /// For each position, the length of the longest proper prefix that ends there.
  private static int[] borders(String wanted) {
    int[] borders = new int[wanted.length()];
    int border = 0;
    for (int at = 1; at < wanted.length(); at++) {
      while (border > 0 && wanted.charAt(at) != wanted.charAt(border)) {
        border = borders[border - 1];
      }
      border += wanted.charAt(at) == wanted.charAt(border) ? 1 : 0;
      borders[at] = border;
    }
    return borders;
  }

  /// The index of the first occurrence at or after `from`; -1 when there is none.
  int in(String text, int from) {
    if (borders.length == 0) {
      return text.indexOf(wanted, from);
    }
    int matched = 0;
    for (int at = from; at < text.length(); at++) {
      while (matched > 0 && text.charAt(at) != wanted.charAt(matched)) {
        matched = borders[matched - 1];
      }
      matched += text.charAt(at) == wanted.charAt(matched) ? 1 : 0;
      if (matched == wanted.length()) {
        return at - matched + 1;
      }
    }
    return -1;
  }
}
