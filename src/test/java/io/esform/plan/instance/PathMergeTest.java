package io.esform.plan.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.value.AttributePath.Segment;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.TupleValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Merges of random values at a path. A failure shows its seed.
class PathMergeTest {

  private static final int SEEDS = 5_000;

  private final Random random = new Random();

  @Test
  void thePathIsThePriorsAndAllElseTheConfigurations() {
    int merged = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      random.setSeed(seed);
      Value prior = container(3);
      Value configured = random.nextInt(3) == 0 ? container(3) : changed(prior);
      List<Segment> path = path(random.nextBoolean() ? prior : configured);
      Value result = PathMerge.merge(configured, prior, path);

      boolean leads = leads(prior, path) && leads(configured, path);
      merged += leads ? 1 : 0;
      assertThat(at(result, path))
          .as("seed %d, %s", seed, path)
          .isEqualTo(at(leads ? prior : configured, path));
      for (List<Segment> other : paths(configured)) {
        if (!startsWith(other, path) && !startsWith(path, other)) {
          assertThat(at(result, other))
              .as("seed %d, %s", seed, other)
              .isEqualTo(at(configured, other));
        }
      }
    }
    assertThat(merged).isGreaterThan(SEEDS / 4);
  }

  @Test
  void aConfigurationThatDiffersOnlyAtThePathsIsMergedToThePrior() {
    for (int seed = 0; seed < SEEDS; seed++) {
      random.setSeed(seed);
      Value prior = container(3);
      List<List<Segment>> ignored = new ArrayList<>();
      Value configured = prior;
      for (int count = random.nextInt(4); count >= 0; count--) {
        List<Segment> path = path(prior);
        Value other = random.nextBoolean() ? value(2) : null;
        boolean changes = other != null || at(configured, path) != null;
        if (changes && !ignored.contains(path) && leads(prior, path) && leads(configured, path)) {
          configured = put(configured, path, other);
          ignored.add(path);
        }
      }
      Value result = configured;
      for (List<Segment> path : ignored.reversed()) {
        result = PathMerge.merge(result, prior, path);
      }
      assertThat(result).as("seed %d, %s", seed, ignored).isEqualTo(prior);
    }
  }

  // Random values

  private Value value(int depth) {
    return depth == 0 || random.nextInt(3) == 0 ? scalar() : container(depth);
  }

  private Value scalar() {
    return switch (random.nextInt(4)) {
      case 0 -> Value.of(random.nextInt(3));
      case 1 -> Value.of(random.nextBoolean());
      case 2 -> Value.nullOf(Types.ANY);
      default -> Value.of("t" + random.nextInt(3));
    };
  }

  private Value container(int depth) {
    int size = 1 + random.nextInt(3);
    if (random.nextInt(3) == 0) {
      var elements = new ArrayList<Value>();
      for (int index = 0; index < size; index++) {
        elements.add(value(depth - 1));
      }
      return new TupleValue(elements);
    }
    var entries = new TreeMap<String, Value>();
    for (int index = 0; index < size; index++) {
      entries.put(name(), value(depth - 1));
    }
    return Value.objectOf(entries);
  }

  private String name() {
    return "k" + random.nextInt(4);
  }

  /// The value with a change in one place.
  private Value changed(Value value) {
    List<Segment> path = path(value);
    return leads(value, path) ? put(value, path, value(2)) : value;
  }

  /// A random path into the value, or to a key that it does not have.
  private List<Segment> path(Value value) {
    var segments = new ArrayList<Segment>();
    Value at = value;
    do {
      Segment segment =
          at instanceof TupleValue(var elements)
              ? new Segment.Index(random.nextInt(elements.size() + 1))
              : new Segment.Key(name());
      segments.add(segment);
      at = segment(at, segment);
    } while (at != null && random.nextInt(3) > 0);
    return segments;
  }

  // The meaning of paths, independent of the tested code

  /// Whether the path can have a value: for a key, whether its parent is an object or null.
  private static boolean leads(Value value, List<Segment> path) {
    Value parent = at(value, path.subList(0, path.size() - 1));
    return path.getLast() instanceof Segment.Key
        ? parent instanceof ObjectValue || (parent != null && parent.isNull())
        : at(value, path) != null;
  }

  private static @Nullable Value at(Value value, List<Segment> path) {
    Value at = value;
    for (Segment segment : path) {
      at = at == null ? null : segment(at, segment);
    }
    return at;
  }

  private static @Nullable Value segment(Value value, Segment segment) {
    return switch (value) {
      case ObjectValue(var attributes) when segment instanceof Segment.Key(var key) ->
          attributes.get(key);
      case TupleValue(var elements) when segment instanceof Segment.Index(int index) ->
          index < elements.size() ? elements.get(index) : null;
      default -> null;
    };
  }

  /// @param put null to remove the value; elements of tuples are not removed
  private static Value put(Value value, List<Segment> path, @Nullable Value put) {
    if (path.isEmpty()) {
      return put == null ? value : put;
    }
    List<Segment> rest = path.subList(1, path.size());
    Segment segment = path.getFirst();
    Value inner = segment(value, segment);
    Value next = inner == null || rest.isEmpty() ? put : put(inner, rest, put);
    if (value instanceof TupleValue(var elements) && segment instanceof Segment.Index(int index)) {
      var copy = new ArrayList<>(elements);
      copy.set(index, next == null ? copy.get(index) : next);
      return new TupleValue(copy);
    }
    var entries = new TreeMap<String, Value>();
    if (value instanceof ObjectValue(var attributes)) {
      entries.putAll(attributes);
    }
    if (next == null) {
      entries.remove(((Segment.Key) segment).key());
    } else {
      entries.put(((Segment.Key) segment).key(), next);
    }
    return Value.objectOf(entries);
  }

  private static List<List<Segment>> paths(Value value) {
    var found = new ArrayList<List<Segment>>();
    collect(value, List.of(), found);
    return found;
  }

  private static void collect(Value value, List<Segment> at, List<List<Segment>> found) {
    found.add(at);
    if (value instanceof ObjectValue(var attributes)) {
      attributes.forEach((key, inner) -> collect(inner, longer(at, new Segment.Key(key)), found));
    } else if (value instanceof TupleValue(var elements)) {
      for (int index = 0; index < elements.size(); index++) {
        collect(elements.get(index), longer(at, new Segment.Index(index)), found);
      }
    }
  }

  private static List<Segment> longer(List<Segment> path, Segment segment) {
    var longer = new ArrayList<>(path);
    longer.add(segment);
    return longer;
  }

  private static boolean startsWith(List<Segment> path, List<Segment> start) {
    return path.size() >= start.size() && path.subList(0, start.size()).equals(start);
  }
}
