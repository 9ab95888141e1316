package io.esform.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Checks properties of random values, with a separate seed for each try. The seeds are the same in
/// every run, so that no run fails by chance. To choose the seeds: `mvn test
/// -Dtest=ConversionPropertiesTest -DfirstSeed=17 -Dtries=1`.
public final class Property {

  /// The check of one try.
  @FunctionalInterface
  public interface Check {

    void on(Draw draw) throws Exception;
  }

  /// The random values of one try.
  public static final class Draw {

    private final Random random;
    private final List<Object> values = new ArrayList<>();

    private Draw(long seed) {
      // Consecutive seeds would give similar first values.
      this.random = new Random(new SplittableRandom(seed).nextLong());
    }

    public <T> T from(Generator<T> generator) {
      T value = generator.next(random);
      values.add(value);
      return value;
    }
  }

  private record Failure(long seed, String values, Throwable cause) {}

  private Property() {}

  /// @throws AssertionError if a try fails; it shows the failing try with the shortest values
  public static void holds(int tries, Check check) {
    long first = Long.getLong("firstSeed", 1);
    long end = first + Integer.getInteger("tries", tries);
    Failure shortest = null;
    for (long seed = first; seed < end; seed++) {
      Failure failure = failure(seed, check);
      if (failure != null
          && (shortest == null || failure.values().length() < shortest.values().length())) {
        shortest = failure;
      }
    }
    if (shortest != null) {
      throw new AssertionError(
          "Fails with -DfirstSeed=%d -Dtries=1, for%n%s%n%s"
              .formatted(shortest.seed(), shortest.values(), shortest.cause()),
          shortest.cause());
    }
  }

  private static @Nullable Failure failure(long seed, Check check) {
    var draw = new Draw(seed);
    try {
      check.on(draw);
      return null;
    } catch (Exception | Error cause) {
      var values = new StringBuilder();
      draw.values.forEach(value -> values.append("  ").append(value).append('\n'));
      return new Failure(seed, values.toString(), cause);
    }
  }
}
