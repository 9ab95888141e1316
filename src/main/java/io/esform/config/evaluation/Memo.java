package io.esform.config.evaluation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Values computed once, by key. A computation may ask for other keys of the same memo, and several
/// threads may ask at once. A key asked for while it is being computed by the same thread (a cycle,
/// which has been reported by then) gets the fallback.
final class Memo<K, V> {

  private final Map<K, Cell<V>> cells = new ConcurrentHashMap<>();
  private final V fallback;

  /// Locked by the thread that computes its value.
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
