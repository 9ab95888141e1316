package io.esform.apply;

import io.esform.address.ResourceInstanceAddress;
import io.esform.plan.Change;
import io.esform.plan.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The rollout of one resource's instances, a few at a time. First it creates new instances and
/// restores those that are down; then it changes the others in the rollout's order. An instance is
/// unavailable from its first step until its last. The first failure stops the rest.
final class RolloutGroup {

  private final Rollout rollout;
  private final Set<ResourceInstanceAddress> arriving = new HashSet<>();
  private final TreeSet<ResourceInstanceAddress> toGo;
  private final Set<ResourceInstanceAddress> away = new HashSet<>();
  private final Map<ResourceInstanceAddress, Step> held = new HashMap<>();
  private Instant resume = Instant.MIN;
  private @Nullable ResourceInstanceAddress failed;

  RolloutGroup(Rollout rollout) {
    this.rollout = rollout;
    this.toGo = new TreeSet<>(rollout.inOrder());
  }

  /// Adds an instance that the plan creates, updates or replaces.
  void add(Change change) {
    switch (change.action()) {
      case CREATE -> arriving.add(change.address());
      case UPDATE, REPLACE -> (change.revives() ? arriving : toGo).add(change.address());
      case NO_OP, READ, DELETE, FORGET -> {}
    }
  }

  /// The instance whose failure stopped the group; null if none failed.
  @Nullable ResourceInstanceAddress failed() {
    return failed;
  }

  boolean isAway(Step step) {
    return away.contains(step.address());
  }

  /// Holds a ready step until its turn.
  void hold(Step step) {
    held.put(step.address(), step);
  }

  /// The next step in turn, if it is ready; null for none.
  @Nullable Step next(Instant now) {
    Step step = now.isBefore(resume) ? null : turn();
    return step == null ? null : leave(step);
  }

  /// Whether only a pause holds a step back.
  boolean isPausing() {
    return turn() != null;
  }

  private @Nullable Step turn() {
    if (!arriving.isEmpty() || away.size() >= rollout.maxUnavailable()) {
      return null;
    }
    for (ResourceInstanceAddress address : toGo) {
      if (!away.contains(address)) {
        return held.get(address);
      }
    }
    return null;
  }

  private Step leave(Step step) {
    held.remove(step.address());
    away.add(step.address());
    return step;
  }

  /// Any held step, regardless of its turn; used when all other work waits for it.
  @Nullable Step force() {
    for (ResourceInstanceAddress address : toGo) {
      Step step = held.get(address);
      if (step != null) {
        return leave(step);
      }
    }
    return null;
  }

  /// The instance is created, or available again.
  void ready(ResourceInstanceAddress address, Instant now) {
    if (away.contains(address) && rollout.pause().compareTo(Duration.ZERO) > 0) {
      resume = now.plus(rollout.pause());
    }
    leftOut(address);
  }

  /// No further step will change the instance.
  void leftOut(ResourceInstanceAddress address) {
    arriving.remove(address);
    toGo.remove(address);
    away.remove(address);
    held.remove(address);
  }

  /// Stops the rollout.
  ///
  /// @return the steps that were held
  List<Step> stop(ResourceInstanceAddress address) {
    if (failed == null) {
      failed = address;
    }
    leftOut(address);
    return drain();
  }

  List<Step> drain() {
    var all = new ArrayList<>(held.values());
    all.sort(Comparator.comparing(Step::address));
    held.clear();
    return all;
  }
}
