package io.esform.config.evaluation;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Values computed once, by key. A computation may ask for other keys of the same memo, and several
/// threads may ask at once. A key asked for while it is being computed by the same thread (a cycle,
/// which has been reported by then) gets the fallback.
final class Memo<K, V> {

  private final Map<K, Cell<V>> cells = new ConcurrentHashMap<>();
  private final V fallback;

  private static final class Cell<V> {
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<V> value = Optional.empty();
  }

  Memo(V fallback) {
    this.fallback = fallback;
  }

  V get(K key, Supplier<V> computation) {
    Cell<V> cell = cells.computeIfAbsent(key, _ -> new Cell<>());
    if (cell.lock.isHeldByCurrentThread()) {
      return fallback;
    }
    cell.lock.lock();
    try {
      if (cell.value.isEmpty()) {
        cell.value = Optional.of(computation.get());
      }
      return cell.value.get();
    } finally {
      cell.lock.unlock();
    }
  }
}
