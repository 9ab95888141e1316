package io.esform.plan;

import io.esform.address.ResourceAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The planned changes of one resource's instances in rollout order.
///
/// @param arrivals new instances, and those that are down, which are created or revived before the
///   steps begin; in address order
/// @param steps updates and replacements of the others, in their order
public record RolloutSteps(
    ResourceAddress resource, Rollout rollout, List<Change> arrivals, List<Change> steps) {

  public RolloutSteps {
    arrivals = List.copyOf(arrivals);
    steps = List.copyOf(steps);
  }

  /// The rollouts of the plan in which some instance waits for another, in address order.
  public static List<RolloutSteps> of(Plan plan) {
    Map<ResourceAddress, List<Change>> groups = new LinkedHashMap<>();
    for (Change change : plan.changes()) {
      if (change.impact().rollout() != null) {
        groups.computeIfAbsent(change.address().resource(), _ -> new ArrayList<>()).add(change);
      }
    }
    var rollouts = new ArrayList<RolloutSteps>();
    groups.forEach((resource, changes) -> {
      RolloutSteps steps = of(resource, changes);
      if (!steps.steps().isEmpty() && steps.arrivals().size() + steps.steps().size() > 1) {
        rollouts.add(steps);
      }
    });
    return rollouts;
  }

  private static RolloutSteps of(ResourceAddress resource, List<Change> changes) {
    Rollout rollout = changes.getFirst().impact().rollout();
    Rollout known = rollout == null ? Rollout.ONE_AT_A_TIME : rollout;
    var arrivals = new ArrayList<Change>();
    var steps = new ArrayList<Change>();
    for (Change change : changes) {
      switch (change.action()) {
        case CREATE -> arrivals.add(change);
        case UPDATE, REPLACE -> (change.revives() ? arrivals : steps).add(change);
        case NO_OP, READ, DELETE, FORGET -> {}
      }
    }
    steps.sort(Comparator.comparing(Change::address, known.inOrder()));
    return new RolloutSteps(resource, known, arrivals, steps);
  }
}
