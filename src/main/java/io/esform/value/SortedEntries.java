package io.esform.value;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// An immutable map in code-unit order of its keys. Uses two arrays, because objects are many and
/// small: a tree takes three times the memory and is slower.
final class SortedEntries extends AbstractMap<String, Value>
    implements SequencedMap<String, Value> {

  private final String[] keys;
  private final Value[] values;

  private SortedEntries(String[] keys, Value[] values) {
    this.keys = keys;
    this.values = values;
  }

  static SortedEntries copyOf(Map<String, ? extends Value> map) {
    if (map instanceof SortedEntries sorted) {
      return sorted;
    }
    String[] keys = map.keySet().toArray(String[]::new);
    if (isSorted(keys)) {
      return new SortedEntries(keys, map.values().toArray(Value[]::new));
    }
    Arrays.sort(keys);
    return new SortedEntries(
        keys, Arrays.stream(keys).map(key -> (Value) map.get(key)).toArray(Value[]::new));
  }

  private static boolean isSorted(String[] keys) {
    for (int at = 1; at < keys.length; at++) {
      if (keys[at - 1].compareTo(keys[at]) > 0) {
        return false;
      }
    }
    return true;
  }

  /// A copy with this entry, which replaces an entry of the same key.
  SortedEntries with(String key, Value value) {
    int at = Arrays.binarySearch(keys, key);
    if (at >= 0) {
      Value[] changed = values.clone();
      changed[at] = value;
      return new SortedEntries(keys, changed);
    }
    var copy = new TreeMap<String, Value>(this);
    copy.put(key, value);
    return copyOf(copy);
  }

  @Override
  public int size() {
    return keys.length;
  }

  @Override
  public @Nullable Value get(@Nullable Object key) {
    int at = find(key);
    return at < 0 ? null : values[at];
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return find(key) >= 0;
  }

  private int find(@Nullable Object key) {
    return key instanceof String name ? Arrays.binarySearch(keys, name) : -1;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super Value> action) {
    for (int at = 0; at < keys.length; at++) {
      action.accept(keys[at], values[at]);
    }
  }

  @Override
  public Collection<Value> values() {
    return Collections.unmodifiableList(Arrays.asList(values));
  }

  @Override
  public Set<Entry<String, Value>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return keys.length;
      }

      @Override
      public Iterator<Entry<String, Value>> iterator() {
        return new Entries();
      }
    };
  }

  private final class Entries implements Iterator<Entry<String, Value>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < keys.length;
    }

    @Override
    public Entry<String, Value> next() {
      if (next == keys.length) {
        throw new NoSuchElementException();
      }
      var entry = Map.entry(keys[next], values[next]);
      next++;
      return entry;
    }
  }

  @Override
  public SequencedMap<String, Value> reversed() {
    return Collections.unmodifiableSequencedMap(new TreeMap<>(this).reversed());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SortedEntries sorted
        ? Arrays.equals(keys, sorted.keys) && Arrays.equals(values, sorted.values)
        : super.equals(other);
  }

  @Override
  public int hashCode() {
    int sum = 0;
    for (int at = 0; at < keys.length; at++) {
      sum += keys[at].hashCode() ^ values[at].hashCode();
    }
    return sum;
  }
}
