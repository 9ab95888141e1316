package io.esform.config.evaluation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Values by key, each computed once. A computation may read other keys of the same memo.
/// Thread-safe. A key that the same thread is already computing (a cycle, already reported) returns
/// the fallback.
final class Memo<K, V> {

  private final Map<K, Cell<V>> cells = new ConcurrentHashMap<>();
  private final V fallback;

  /// A value; locked by the thread that computes it.
  private static final class Cell<V> {
    private @Nullable V value;
  }

  Memo(V fallback) {
    this.fallback = fallback;
  }

  V get(K key, Supplier<V> computation) {
    Cell<V> cell = cells.computeIfAbsent(key, _ -> new Cell<>());
    if (Thread.holdsLock(cell)) {
      return fallback;
    }
    synchronized (cell) {
      V known = cell.value;
      if (known == null) {
        known = computation.get();
        cell.value = known;
      }
      return known;
    }
  }
}
