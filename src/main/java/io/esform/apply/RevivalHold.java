package io.esform.apply;

import io.esform.address.ResourceInstanceAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Holds back the steps that change what is up until everything that is down has been revived, or
/// could not be. A step that a revival itself waits for is not held.
final class RevivalHold {

  private final Set<ResourceInstanceAddress> expected = new HashSet<>();
  private final List<Step> held = new ArrayList<>();

  void expect(Step step) {
    if (isRevival(step)) {
      expected.add(step.address());
    }
  }

  private static boolean isRevival(Step step) {
    return step.kind == Step.Kind.PUT && step.revives();
  }

  /// Keeps the step if it has to wait.
  boolean holds(Step step) {
    boolean waits = !expected.isEmpty() && step.disturbs() && !step.leadsToRevival;
    if (waits) {
      held.add(step);
    }
    return waits;
  }

  /// Returns the steps that are free now that this one is done, has failed, or will not be done.
  List<Step> settle(Step step) {
    return isRevival(step) && expected.remove(step.address()) && expected.isEmpty()
        ? drain()
        : List.of();
  }

  /// Holds nothing any more, and returns what was held and can still be done.
  List<Step> drain() {
    List<Step> all = held.stream().filter(step -> step.progress == Step.Progress.WAITING).toList();
    held.clear();
    expected.clear();
    return all;
  }
}
