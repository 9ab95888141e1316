package io.esform.plan;

import io.esform.address.InstanceKey;
import io.esform.address.ResourceInstanceAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How updates and replacements go through the instances of one resource: a few at a time, each
/// ready before the next.
///
/// @param maxUnavailable how many may be away at once, at least 1
/// @param readyTimeout how long one may take until it is ready; null for the type's own patience
/// @param pause how long to wait after one is ready before the next goes
/// @param order keys of those that go first; the others follow by key
public record Rollout(
    int maxUnavailable, @Nullable Duration readyTimeout, Duration pause, List<InstanceKey> order) {

  public static final Rollout ONE_AT_A_TIME = new Rollout(1, null, Duration.ZERO, List.of());

  public Rollout {
    order = List.copyOf(order);
  }

  /// Compares instances of the resource by whose turn is first.
  public Comparator<ResourceInstanceAddress> inOrder() {
    return Comparator.<ResourceInstanceAddress>comparingInt(address -> rank(address.key()))
        .thenComparing(Comparator.naturalOrder());
  }

  private int rank(InstanceKey key) {
    int place = order.indexOf(key);
    return place < 0 ? order.size() : place;
  }
}
