package io.esform.apply;

import io.esform.diag.EsformBug;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/// Finds the steps that directly or indirectly wait for a deletion, in one pass in dependency
/// order. A state can contain a cycle among deletions after runs that failed half way. The pass
/// cuts such a cycle; the order of its deletions is then arbitrary.
final class RemovalUpstream {

  private final Map<Step, Integer> waiting = new HashMap<>();
  private final Queue<Step> ready = new ArrayDeque<>();
  private final Set<Step> found = new HashSet<>();

  private RemovalUpstream() {}

  static Set<Step> of(List<Step> steps) {
    var pass = new RemovalUpstream();
    for (Step step : steps) {
      pass.waiting.put(step, step.waitingFor);
      if (step.waitingFor == 0) {
        pass.ready.add(step);
      }
    }
    pass.run();
    return pass.found;
  }

  private void run() {
    while (!waiting.isEmpty()) {
      if (ready.isEmpty()) {
        cutOneRemoval();
        continue;
      }
      Step step = ready.remove();
      waiting.remove(step);
      boolean leads = step.kind == Step.Operation.REMOVE || found.contains(step);
      for (Step next : step.successors) {
        if (leads) {
          found.add(next);
        }
        countDown(next);
      }
    }
  }

  private void countDown(Step step) {
    if (waiting.merge(step, -1, Integer::sum) == 0) {
      ready.add(step);
    }
  }

  /// Drops the edges into one deletion that come from other waiting deletions. Edges from the
  /// creation of a new object remain.
  private void cutOneRemoval() {
    List<Step> removals =
        waiting.keySet().stream()
            .filter(step -> step.kind == Step.Operation.REMOVE)
            .sorted(Comparator.comparing(Step::address).thenComparingInt(Step::generation))
            .toList();
    for (Step removal : removals) {
      if (cut(removal)) {
        return;
      }
    }
    throw new EsformBug("The dependencies of a plan form a cycle.");
  }

  private boolean cut(Step removal) {
    boolean dropped = false;
    for (Step from : List.copyOf(waiting.keySet())) {
      while (from.kind != Step.Operation.PUT && from.successors.remove(removal)) {
        removal.waitingFor--;
        countDown(removal);
        dropped = true;
      }
    }
    return dropped;
  }
}
