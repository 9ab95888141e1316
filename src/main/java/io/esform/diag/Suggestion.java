package io.esform.diag;

import java.util.Collection;
import java.util.Optional;

/// Finds the name a user probably meant.
public final class Suggestion {

  /// Limits the time for a file with a thousand faults.
  private static final int MOST_NAMES = 500;

  private Suggestion() {}

  /// The known name nearest to `given` by edit distance, if it is a likely misspelling: the
  /// distance is at most a third of the length, and one edit is always allowed. Only the first of
  /// very many names are compared.
  public static Optional<String> nearest(String given, Collection<String> known) {
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (String name : known.stream().limit(MOST_NAMES).toList()) {
      int allowed = Math.min(least, Math.max(1, name.length() / 3));
      if (Math.abs(name.length() - given.length()) <= allowed) {
        int distance = distance(given, name);
        boolean nearer =
            distance < least
                || (distance == least && nearest != null && name.compareTo(nearest) < 0);
        if (distance <= allowed && nearer) {
          nearest = name;
          least = distance;
        }
      }
    }
    return Optional.ofNullable(nearest);
  }

  /// ` Did you mean "x"?` with a leading space, or an empty text; to append to a detail.
  public static String didYouMean(String given, Collection<String> known) {
    return nearest(given, known).map(name -> " Did you mean \"" + name + "\"?").orElse("");
  }

  /// The number of letters to insert, delete, replace or swap with the next one.
  private static int distance(String from, String to) {
    int[] beforePrevious = new int[to.length() + 1];
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
        if (isSwapped(from, to, row, column)) {
          current[column] = Math.min(current[column], beforePrevious[column - 2] + 1);
        }
      }
      beforePrevious = previous;
      previous = current;
    }
    return previous[to.length()];
  }

  private static boolean isSwapped(String from, String to, int row, int column) {
    return row > 1
        && column > 1
        && from.charAt(row - 1) == to.charAt(column - 2)
        && from.charAt(row - 2) == to.charAt(column - 1);
  }
}
