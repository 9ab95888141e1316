package io.esform.diag;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds the name a user probably meant.
public final class Suggestion {

  private Suggestion() {}

  /// The known name nearest to `given` by edit distance, if it is near enough to be a slip: at most
  /// a third of its length, and at least one edit for short names.
  public static Optional<String> nearest(String given, Collection<String> known) {
    return known.stream()
        .filter(name -> distance(given, name) <= Math.max(1, name.length() / 3))
        .min(
            Comparator.comparingInt((String name) -> distance(given, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /// ` Did you mean "x"?` with its leading space, or nothing: made to be appended to a detail.
  public static String didYouMean(String given, Collection<String> known) {
    return nearest(given, known).map(name -> " Did you mean \"" + name + "\"?").orElse("");
  }

  private static int distance(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[to.length() + 1];
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int substitution =
            previous[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
        current[column] =
            Math.min(substitution, Math.min(previous[column], current[column - 1]) + 1);
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
