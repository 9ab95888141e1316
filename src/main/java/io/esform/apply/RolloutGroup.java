package io.esform.apply;

import io.esform.address.ResourceInstanceAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The instances of one resource that are taken away and brought back a few at a time. An instance
/// is away from its first step until its last; the first that fails stops the rest.
final class RolloutGroup {

  private final int maxUnavailable;
  private final Set<ResourceInstanceAddress> away = new HashSet<>();
  private final Deque<Step> waiting = new ArrayDeque<>();
  private @Nullable ResourceInstanceAddress failed;

  RolloutGroup(int maxUnavailable) {
    this.maxUnavailable = Math.max(1, maxUnavailable);
  }

  /// The instance whose failure stopped the group; null while it goes on.
  @Nullable ResourceInstanceAddress failed() {
    return failed;
  }

  boolean isAway(Step step) {
    return away.contains(step.address());
  }

  /// Whether the step may start now; if not, it is kept until {@link #next}.
  boolean mayStart(Step step) {
    if (isAway(step) || away.size() < maxUnavailable) {
      away.add(step.address());
      return true;
    }
    waiting.add(step);
    return false;
  }

  /// The instance is back, or will not come.
  void back(ResourceInstanceAddress address) {
    away.remove(address);
  }

  void stop(ResourceInstanceAddress address) {
    if (failed == null) {
      failed = address;
    }
  }

  /// The next that waits and now may start; null for none.
  @Nullable Step next() {
    return away.size() < maxUnavailable ? waiting.poll() : null;
  }

  /// The next that waits, though the bound says no: for when everything else waits for it.
  @Nullable Step force() {
    Step step = waiting.poll();
    if (step != null) {
      away.add(step.address());
    }
    return step;
  }

  List<Step> drain() {
    var all = new ArrayList<>(waiting);
    waiting.clear();
    return all;
  }
}
