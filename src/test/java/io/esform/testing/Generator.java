package io.esform.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/// Generates random values of one kind: the same value for the same state of the random.
@FunctionalInterface
public interface Generator<T> {

  T next(Random random);

  default <R> Generator<R> map(Function<? super T, ? extends R> mapping) {
    return random -> mapping.apply(next(random));
  }

  /// @param most the maximum number of elements
  default Generator<List<T>> lists(int most) {
    return random -> {
      var elements = new ArrayList<T>();
      for (int left = random.nextInt(most + 1); left > 0; left--) {
        elements.add(next(random));
      }
      return elements;
    };
  }

  /// @param most the maximum number of entries
  default <V> Generator<Map<T, V>> mapsTo(Generator<? extends V> values, int most) {
    return random -> {
      var entries = new LinkedHashMap<T, V>();
      for (int left = random.nextInt(most + 1); left > 0; left--) {
        entries.put(next(random), values.next(random));
      }
      return entries;
    };
  }

  @SafeVarargs
  static <T> Generator<T> of(T... choices) {
    return random -> choices[random.nextInt(choices.length)];
  }

  @SafeVarargs
  static <T> Generator<T> oneOf(Generator<? extends T>... choices) {
    return random -> choices[random.nextInt(choices.length)].next(random);
  }

  /// Both bounds and numbers near the lower one are more frequent.
  static Generator<Integer> integers(int least, int most) {
    long count = most - (long) least + 1;
    return random ->
        switch (random.nextInt(6)) {
          case 0 -> least;
          case 1 -> most;
          case 2, 3 -> (int) (least + random.nextLong(Math.min(count, 10)));
          default -> (int) (least + random.nextLong(count));
        };
  }

  /// @param characters allowed in a text, all in the basic multilingual plane
  /// @param longest in characters
  static Generator<String> texts(String characters, int longest) {
    return random -> {
      var text = new StringBuilder();
      for (int left = random.nextInt(longest + 1); left > 0; left--) {
        text.append(characters.charAt(random.nextInt(characters.length())));
      }
      return text.toString();
    };
  }
}
