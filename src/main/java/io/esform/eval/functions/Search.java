package io.esform.eval.functions;

/// Finds a text in another in time that grows with their lengths, not with the product of them
/// (Knuth, Morris and Pratt).
final class Search {

  /// Below this the plain search is the faster one, and never slow.
  private static final int SHORT = 16;

  private final String wanted;
  private final int[] borders;

  /// @param wanted not empty
  Search(String wanted) {
    this.wanted = wanted;
    this.borders = wanted.length() < SHORT ? new int[0] : borders(wanted);
  }

  /// For each position, how long the longest proper prefix is that ends there.
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

  /// The index of the first occurrence from a position on; -1 when there is none.
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
