package io.esform.simulation;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Decides which operations fail. After a failure, the next one is likely.
final class Faults {

  enum Kind {
    DISK,
    DISK_READ,
    STORE,
    CLOUD,
    /// An object that comes up only half.
    HALF_MADE,
    /// A read of the cloud that does not see the last write.
    STALE
  }

  private final Random random;

  /// One operation in this number fails, by kind; no entry for none.
  private final Map<Kind, Integer> rates;

  /// The kinds whose last operation has failed.
  private final Set<Kind> lasting = EnumSet.noneOf(Kind.class);

  Faults(Random random, Map<Kind, Integer> rates) {
    this.random = random;
    this.rates = new EnumMap<>(Kind.class);
    this.rates.putAll(rates);
  }

  /// Ends all faults.
  void heal() {
    rates.clear();
  }

  boolean strikes(Kind kind) {
    Integer rate = rates.get(kind);
    boolean strikes = rate != null && random.nextInt(lasting.contains(kind) ? 2 : rate) == 0;
    if (strikes) {
      lasting.add(kind);
    } else {
      lasting.remove(kind);
    }
    return strikes;
  }
}
