package io.esform.apply;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// Measures the work behind each step: the number of provider calls on the longest path of steps
/// that wait for it. The duration of calls is unknown, so calls are counted.
final class CriticalPath {

  private CriticalPath() {}

  /// Sets `callsBehind` and `leadsToRevival` of every step. `steps` contains all steps that are
  /// reachable from these.
  static void measure(List<Step> steps) {
    for (Step step : dependencyOrder(steps).reversed()) {
      int most = 0;
      for (Step next : step.successors) {
        most = Math.max(most, next.callsBehind + (next.works() ? 1 : 0));
        step.leadsToRevival |= next.revives() || next.leadsToRevival;
      }
      step.callsBehind = most;
    }
  }

  private static List<Step> dependencyOrder(List<Step> steps) {
    var ordered = new ArrayList<Step>(steps.size());
    var ready = new ArrayDeque<Step>();
    var waiting = new HashMap<Step, Integer>();
    for (Step step : steps) {
      waiting.put(step, step.waitingFor);
      if (step.waitingFor == 0) {
        ready.add(step);
      }
    }
    while (!ready.isEmpty()) {
      Step step = ready.remove();
      ordered.add(step);
      for (Step next : step.successors) {
        if (waiting.merge(next, -1, Integer::sum) == 0) {
          ready.add(next);
        }
      }
    }
    return ordered;
  }
}
