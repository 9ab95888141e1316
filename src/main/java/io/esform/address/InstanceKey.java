package io.esform.address;

import java.math.BigDecimal;
import java.util.Optional;

/// Identifies an instance of a resource or module.
///
/// Ordered: no key, then numbers by value, then names in code-unit order.
public sealed interface InstanceKey extends Comparable<InstanceKey> {

  /// The largest index.
  BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE);

  /// The key of a block without `count` or `for_each`.
  static InstanceKey none() {
    return new NoKey();
  }

  static InstanceKey of(int index) {
    return new IntKey(index);
  }

  /// The key for that number; empty when no instance can have it.
  static Optional<InstanceKey> ofNumber(BigDecimal number) {
    boolean isIndex =
        number.signum() >= 0
            && number.compareTo(MOST) <= 0
            && number.stripTrailingZeros().scale() <= 0;
    return isIndex ? Optional.of(of(number.intValue())) : Optional.empty();
  }

  static InstanceKey of(String name) {
    return new StringKey(name);
  }

  /// The single instance of a block without `count` or `for_each`.
  record NoKey() implements InstanceKey {
    @Override
    public String toString() {
      return "";
    }
  }

  /// The key of an instance of a block with `count`.
  record IntKey(int index) implements InstanceKey {
    @Override
    public String toString() {
      return "[" + index + "]";
    }
  }

  /// The key of an instance of a block with `for_each`.
  record StringKey(String name) implements InstanceKey {
    @Override
    public String toString() {
      return "[" + Quoting.quote(name) + "]";
    }
  }

  @Override
  default int compareTo(InstanceKey other) {
    if (this instanceof IntKey(int index) && other instanceof IntKey(int otherIndex)) {
      return Integer.compare(index, otherIndex);
    }
    if (this instanceof StringKey(String name) && other instanceof StringKey(String otherName)) {
      return name.compareTo(otherName);
    }
    return Integer.compare(rank(this), rank(other));
  }

  private static int rank(InstanceKey key) {
    return switch (key) {
      case NoKey() -> 0;
      case IntKey _ -> 1;
      case StringKey _ -> 2;
    };
  }
}
