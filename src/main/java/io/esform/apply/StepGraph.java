package io.esform.apply;

import io.esform.address.Dependency;
import io.esform.address.DependencyIndex;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.Plan;
import io.esform.plan.Revival;
import io.esform.state.InstanceState;
import io.esform.state.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The steps of a plan and their order.
///
/// - An instance is created after its dependencies.
/// - An object is deleted after the deletions of its dependents, by the dependencies in the state.
/// - A restoration that runs first does not wait for instances of a rollout.
/// - A replacement deletes before it creates, or creates before it deletes.
/// - An object that is deleted for good is deleted after the update of its users, unless the update
///   itself waits for a deletion. The old object of a create-before-destroy replacement is always
///   deleted after the update of its users.
///
/// A dependency on several instances uses one gate, so that the number of edges grows with the
/// number of instances and not with its square.
///
/// Has no cycles except among deletions, which {@link RemovalUpstream} cuts: the plan creates first
/// the dependencies of an object that is created first. So no deletion of an old object waits for a
/// deletion that a new object waits for.
final class StepGraph {

  private final State prior;
  private final List<Step> steps = new ArrayList<>();
  private final List<Planned> planned = new ArrayList<>();
  private final DependencyIndex<Step> puts = new DependencyIndex<>();
  private final DependencyIndex<Step> removes = new DependencyIndex<>();
  private final Map<Dependency, Step> madeGates = new HashMap<>();
  private final Map<RemovalGate, Step> removalGates = new HashMap<>();

  /// A change with its steps.
  private record Planned(Change change, @Nullable Step put, @Nullable Step remove) {}

  /// A subset of the deletions of one resource.
  private enum RemovalScope {
    ALL,
    /// Deletions without a new object.
    FOR_GOOD,
    /// Deletions that wait for the new object.
    CREATED_FIRST;

    boolean include(Step remove) {
      return switch (this) {
        case ALL -> true;
        case FOR_GOOD -> remove.change().action() != Action.REPLACE;
        case CREATED_FIRST ->
            remove.change().action() == Action.REPLACE
                && remove.change().replacement().createFirst();
      };
    }
  }

  private record RemovalGate(Dependency dependency, RemovalScope removals) {}

  private StepGraph(State prior) {
    this.prior = prior;
  }

  /// All steps, including gates, with their edges.
  static List<Step> of(Plan plan) {
    var graph = new StepGraph(plan.prior());
    plan.changes().forEach(graph::addSteps);
    graph.planned.forEach(graph::addEdges);
    Set<Step> afterRemoval = RemovalUpstream.of(graph.steps);
    graph.planned.forEach(each -> graph.addLateRemovals(each, afterRemoval));
    return graph.steps;
  }

  private void addSteps(Change change) {
    planned.add(
        switch (change.action()) {
          case NO_OP, CREATE, READ, UPDATE -> new Planned(change, addPut(change), null);
          case DELETE, FORGET -> new Planned(change, null, addRemove(change));
          case REPLACE -> {
            Step remove = addRemove(change);
            yield new Planned(change, addPut(change), remove);
          }
        });
  }

  private Step addPut(Change change) {
    Step step = Step.put(change);
    steps.add(step);
    puts.add(change.address(), step);
    return step;
  }

  private Step addRemove(Change change) {
    InstanceState known = prior.instance(change.address());
    Step step =
        Step.remove(
            change,
            change.action() == Action.REPLACE && known != null
                ? known.generation()
                : change.generation());
    steps.add(step);
    removes.add(change.address(), step);
    return step;
  }

  private void addEdges(Planned each) {
    Change change = each.change();
    Step put = each.put();
    Step remove = each.remove();
    if (put != null) {
      for (Dependency dependency : change.dependencies()) {
        linkMade(dependency, put);
      }
    }
    if (remove != null) {
      for (Dependency dependency : priorDependencies(change)) {
        linkRemovals(remove, dependency, RemovalScope.ALL);
      }
    }
    if (put != null && remove != null) {
      if (change.replacement().createFirst()) {
        put.before(remove);
      } else {
        remove.before(put);
      }
    }
  }

  private static void link(Step first, Step then) {
    if (!first.equals(then)) {
      first.before(then);
    }
  }

  private List<Dependency> priorDependencies(Change change) {
    if (change.action() == Action.DELETE) {
      return change.dependencies();
    }
    InstanceState known = prior.instance(change.address());
    return known == null ? List.of() : known.dependencies();
  }

  /// Lets a step wait for the creation of a dependency.
  private void linkMade(Dependency dependency, Step step) {
    if (dependency.isOnWholeOf(step.address())) {
      return;
    }
    List<Step> all = puts.matching(dependency);
    if (step.change().impact().revival() == Revival.FIRST) {
      all.stream().filter(it -> !it.change().hasPeers()).forEach(it -> link(it, step));
      return;
    }
    if (all.size() < 2) {
      all.forEach(it -> link(it, step));
      return;
    }
    madeGates
        .computeIfAbsent(
            dependency,
            _ -> {
              Step gate = newGate();
              all.forEach(it -> it.before(gate));
              return gate;
            })
        .before(step);
  }

  /// Lets the deletions of a dependency wait for a step.
  private void linkRemovals(Step step, Dependency dependency, RemovalScope removals) {
    List<Step> all = removes.matching(dependency);
    if (dependency.isOnWholeOf(step.address())) {
      return;
    }
    if (all.size() < 2 || dependency.key() != null) {
      all.stream().filter(removals::include).forEach(it -> link(step, it));
      return;
    }
    step.before(removalGate(dependency, removals, all));
  }

  private Step removalGate(Dependency dependency, RemovalScope removals, List<Step> all) {
    return removalGates.computeIfAbsent(
        new RemovalGate(dependency, removals),
        _ -> {
          Step gate = newGate();
          all.stream().filter(removals::include).forEach(gate::before);
          return gate;
        });
  }

  private Step newGate() {
    Step gate = Step.gate();
    steps.add(gate);
    return gate;
  }

  /// Lets final deletions, and those of objects that a new object has replaced already, wait for
  /// the update of their users.
  private void addLateRemovals(Planned each, Set<Step> afterRemoval) {
    Step put = each.put();
    if (put == null || each.change().action() == Action.REPLACE) {
      return;
    }
    for (Dependency dependency : priorDependencies(each.change())) {
      linkRemovals(put, dependency, RemovalScope.CREATED_FIRST);
      if (!afterRemoval.contains(put)) {
        linkRemovals(put, dependency, RemovalScope.FOR_GOOD);
      }
    }
  }
}
