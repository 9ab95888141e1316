package io.esform.testing;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Reduces a failing case to a small one.
public final class Shrinker {

  private static final int TRIES = 400;

  private int tries;

  private Shrinker() {}

  /// Repeatedly selects the first simpler case that still fails.
  public static <T> T shrink(T failing, Function<T, Stream<T>> simpler, Predicate<T> fails) {
    var shrinker = new Shrinker();
    T smallest = failing;
    while (true) {
      Optional<T> next =
          simpler
              .apply(smallest)
              .filter(candidate -> shrinker.tries++ < TRIES && fails.test(candidate))
              .findFirst();
      if (next.isEmpty()) {
        return smallest;
      }
      smallest = next.get();
    }
  }
}
