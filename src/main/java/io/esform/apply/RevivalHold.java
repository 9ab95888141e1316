package io.esform.apply;

import io.esform.address.ResourceInstanceAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Holds back steps that change objects which are up, until all restorations of objects that are
/// down have succeeded or failed. Steps that a restoration waits for are not held.
final class RevivalHold {

  private final Set<ResourceInstanceAddress> expected = new HashSet<>();
  private final List<Step> held = new ArrayList<>();

  void expect(Step step) {
    if (isRevival(step)) {
      expected.add(step.address());
    }
  }

  private static boolean isRevival(Step step) {
    return step.kind == Step.Operation.PUT && step.revives();
  }

  /// Holds the step if it has to wait.
  boolean holds(Step step) {
    boolean waits = !expected.isEmpty() && step.disturbs() && !step.leadsToRevival;
    if (waits) {
      held.add(step);
    }
    return waits;
  }

  /// Returns the steps that are released because this one is done, has failed or is skipped.
  List<Step> settle(Step step) {
    return isRevival(step) && expected.remove(step.address()) && expected.isEmpty()
        ? drain()
        : List.of();
  }

  /// Releases all held steps, and returns those that can still run.
  List<Step> drain() {
    List<Step> all = held.stream().filter(step -> step.progress == Step.Progress.WAITING).toList();
    held.clear();
    expected.clear();
    return all;
  }
}
