package io.esform.plan;

import io.esform.address.InstanceKey;
import io.esform.address.ResourceInstanceAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The order of updates and replacements of one resource's instances: a few at a time, each ready
/// before the next.
///
/// @param maxUnavailable the number of instances that may be unavailable at once, at least 1
/// @param readyTimeout the time limit until an instance is ready; null for the type's default
/// @param pause the pause between an instance that is ready and the start of the next
/// @param order keys of the first instances; the others follow by key
/// @param onFailure the handling of an instance whose change fails
public record Rollout(
    int maxUnavailable,
    @Nullable Duration readyTimeout,
    Duration pause,
    List<InstanceKey> order,
    OnFailure onFailure) {

  public static final Rollout ONE_AT_A_TIME =
      new Rollout(1, null, Duration.ZERO, List.of(), OnFailure.STOP);

  /// The handling of an instance whose change fails. In both cases the rollout stops.
  public enum OnFailure {
    /// The instance stays as the failure left it.
    STOP,
    /// The instance returns to its last good state.
    RESTORE
  }

  public Rollout {
    order = List.copyOf(order);
  }

  /// Compares instances of the resource by their position in the rollout.
  public Comparator<ResourceInstanceAddress> inOrder() {
    return Comparator.<ResourceInstanceAddress>comparingInt(address -> rank(address.key()))
        .thenComparing(Comparator.naturalOrder());
  }

  private int rank(InstanceKey key) {
    int place = order.indexOf(key);
    return place < 0 ? order.size() : place;
  }
}
