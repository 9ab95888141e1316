package io.esform.apply;

import io.esform.address.ResourceAddress;
import io.esform.address.ResourceInstanceAddress;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.Rollout;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Decides which step is next. A step is ready when the steps that it waits for are done, no
/// restoration has to run first, and its rollout releases it. Records the skipped changes and their
/// reasons. Not thread-safe.
final class Schedule {

  private final InstantSource clock;

  /// Steps without a provider call, in order of arrival.
  private final Queue<Step> free = new ArrayDeque<>();

  /// The other ready steps, longest remaining path first. Otherwise a run could end with a few long
  /// paths and idle threads.
  private final Queue<Ready> ready = new PriorityQueue<>();

  private long arrivals;
  private final Map<ResourceAddress, RolloutGroup> groups = new LinkedHashMap<>();
  private final RevivalHold revival = new RevivalHold();
  private final SortedMap<ResourceInstanceAddress, String> notDone = new TreeMap<>();

  /// Replacements whose old object is deleted.
  private final Set<Change> removed = Collections.newSetFromMap(new IdentityHashMap<>());

  /// @param clock for the pauses of rollouts
  Schedule(List<Step> steps, InstantSource clock) {
    this.clock = clock;
    CriticalPath.measure(steps);
    for (Step step : steps) {
      if (step.kind != Step.Operation.GATE) {
        join(step.change());
        revival.expect(step);
      }
    }
    steps.stream().filter(step -> step.waitingFor == 0).forEach(this::add);
  }

  /// @param calls on the longest path of steps that wait for this one
  /// @param arrival orders steps with equal `calls`: first in, first out
  private record Ready(Step step, int calls, long arrival) implements Comparable<Ready> {
    @Override
    public int compareTo(Ready other) {
      int byCalls = Integer.compare(other.calls, calls);
      return byCalls != 0 ? byCalls : Long.compare(arrival, other.arrival);
    }
  }

  /// Adds a step whose dependencies are done.
  private void add(Step step) {
    if (!step.works()) {
      free.add(step);
    } else if (!revival.holds(step) && isReleased(step)) {
      RolloutGroup group = groupOf(step);
      boolean urgent = step.revives() || (group != null && group.isAway(step));
      ready.add(new Ready(step, urgent ? Integer.MAX_VALUE : step.callsBehind, arrivals++));
    }
  }

  private void join(Change change) {
    Rollout rollout = change.impact().rollout();
    if (rollout != null) {
      groups
          .computeIfAbsent(change.address().resource(), _ -> new RolloutGroup(rollout))
          .add(change);
    }
  }

  /// The reason for each planned change that was skipped, by address.
  Map<ResourceInstanceAddress, String> notDone() {
    return Collections.unmodifiableSortedMap(notDone);
  }

  /// The next step to start, marked as running; null when none is ready.
  ///
  /// @param roomForWork whether a step that calls a provider can start
  @Nullable Step next(boolean roomForWork) {
    Step step = nextFree();
    if (step == null && roomForWork) {
      // A rollout is a path of steps as well, and usually the longest.
      step = nextOfRollouts();
    }
    if (step == null && roomForWork) {
      step = nextReady();
    }
    return step;
  }

  private @Nullable Step nextFree() {
    for (Step step = free.poll(); step != null; step = free.poll()) {
      if (step.progress == Step.Progress.WAITING) {
        return started(step);
      }
    }
    return null;
  }

  private @Nullable Step nextReady() {
    for (Ready first = ready.poll(); first != null; first = ready.poll()) {
      if (first.step().progress == Step.Progress.WAITING) {
        return started(first.step());
      }
    }
    return null;
  }

  private @Nullable Step nextOfRollouts() {
    Instant now = clock.instant();
    for (RolloutGroup group : groups.values()) {
      Step step = group.next(now);
      if (step != null) {
        return started(step);
      }
    }
    return null;
  }

  /// When no step is running: a step that its rollout holds back although all remaining steps wait
  /// for it. Null at the end.
  @Nullable Step nextBeyondBound() {
    List<Step> held = revival.drain();
    if (!held.isEmpty()) {
      held.forEach(this::add);
      return next(true);
    }
    for (RolloutGroup group : groups.values()) {
      Step step = group.force();
      if (step != null) {
        return started(step);
      }
    }
    return null;
  }

  /// Whether a step waits only for the end of its rollout's pause.
  boolean isPausing() {
    return groups.values().stream().anyMatch(RolloutGroup::isPausing);
  }

  private static Step started(Step step) {
    step.progress = Step.Progress.RUNNING;
    return step;
  }

  /// Whether the rollout releases the step; if not, the rollout holds it until its turn.
  private boolean isReleased(Step step) {
    RolloutGroup group = isRolledOut(step) ? groupOf(step) : null;
    if (group == null || group.isAway(step)) {
      return true;
    }
    ResourceInstanceAddress failed = group.failed();
    if (failed == null) {
      group.hold(step);
    } else {
      skipAll(List.of(step), stopped(failed));
    }
    return false;
  }

  private static boolean isRolledOut(Step step) {
    return step.kind != Step.Operation.GATE
        && !step.revives()
        && switch (step.change().action()) {
          case UPDATE, REPLACE -> true;
          case NO_OP, CREATE, READ, DELETE, FORGET -> false;
        };
  }

  private @Nullable RolloutGroup groupOf(Step step) {
    return step.kind == Step.Operation.GATE
            || step.removesOldObject()
            || step.change().impact().rollout() == null
        ? null
        : groups.get(step.address().resource());
  }

  void done(Step step) {
    step.progress = Step.Progress.DONE;
    if (step.kind == Step.Operation.REMOVE && step.change().action() == Action.REPLACE) {
      removed.add(step.change());
    }
    RolloutGroup group = groupOf(step);
    if (group != null && step.isLastOfInstance()) {
      group.ready(step.address(), clock.instant());
    }
    for (Step next : step.successors) {
      next.waitingFor--;
      if (next.waitingFor == 0 && next.progress == Step.Progress.WAITING) {
        add(next);
      }
    }
    revival.settle(step).forEach(this::add);
  }

  void failed(Step step) {
    step.progress = Step.Progress.FAILED;
    RolloutGroup group = groupOf(step);
    if (group != null) {
      stop(group, step);
    }
    skipAll(step.successors, step.address() + " failed");
    revival.settle(step).forEach(this::add);
  }

  /// Undoes the start of a step that has not called its provider, and starts no further steps.
  void withdraw(Step step, String reason) {
    skipRest(reason);
    step.progress = Step.Progress.WAITING;
    skipAll(List.of(step), reason);
  }

  /// Starts no further steps: ready and held steps and their dependents are skipped.
  void skipRest(String reason) {
    var all = new ArrayList<>(revival.drain());
    all.addAll(free);
    ready.forEach(it -> all.add(it.step()));
    skipAll(all, reason);
    free.clear();
    ready.clear();
    List.copyOf(groups.values()).forEach(group -> skipAll(group.drain(), reason));
  }

  private void stop(RolloutGroup group, Step step) {
    skipAll(group.stop(step.address()), stopped(step.address()));
  }

  private static String stopped(ResourceInstanceAddress failed) {
    return failed + " failed, which stopped the rollout of its resource";
  }

  private void skipAll(Collection<Step> first, String reason) {
    var pending = new ArrayDeque<>(first);
    while (!pending.isEmpty()) {
      Step step = pending.remove();
      if (step.progress == Step.Progress.WAITING) {
        step.progress = Step.Progress.SKIPPED;
        skipped(step, reason);
        pending.addAll(step.successors);
      }
    }
  }

  /// The state of a replacement that stopped between its two halves; empty for other steps.
  private String leftAs(Step step) {
    if (step.removesOldObject()) {
      return "its old object still exists, because ";
    }
    return step.kind == Step.Operation.PUT && removed.contains(step.change())
        ? "its old object is destroyed and the new one is not created, because "
        : "";
  }

  private void skipped(Step step, String reason) {
    if (step.kind == Step.Operation.GATE) {
      return;
    }
    revival.settle(step).forEach(this::add);
    if (step.action() != Action.NO_OP) {
      notDone.putIfAbsent(step.address(), leftAs(step) + reason);
    }
    RolloutGroup group = groupOf(step);
    if (group != null && group.isAway(step)) {
      stop(group, step);
    } else if (group != null) {
      group.leftOut(step.address());
    }
  }
}
