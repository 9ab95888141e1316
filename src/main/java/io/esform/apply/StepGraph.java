package io.esform.apply;

import io.esform.address.Dependency;
import io.esform.address.InstanceKey;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.EsformBug;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.Plan;
import io.esform.state.InstanceState;
import io.esform.state.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The steps of a plan and what waits for what.
///
/// - An instance is made after what it depends on.
/// - It is deleted after everything that depended on it has been deleted, by the dependencies that
///   the state remembers.
/// - A replacement deletes before it creates.
/// - What is deleted for good goes after those who used it have been updated, unless their update
///   itself waits for a deletion.
///
/// A dependency on a whole resource leads through one gate, so that edges grow with instances and
/// not with their product.
final class StepGraph {

  private final State prior;
  private final List<Step> steps = new ArrayList<>();
  private final Map<ResourceInstanceAddress, Step> puts = new LinkedHashMap<>();
  private final Map<ResourceInstanceAddress, Step> removes = new LinkedHashMap<>();
  private final Map<ResourceAddress, List<Step>> putsOf = new HashMap<>();
  private final Map<ResourceAddress, List<Step>> removesOf = new HashMap<>();
  private final Map<ResourceAddress, Step> madeGates = new HashMap<>();
  private final Map<ResourceAddress, Step> removeGates = new HashMap<>();
  private final Map<ResourceAddress, Step> goneGates = new HashMap<>();

  private StepGraph(State prior) {
    this.prior = prior;
  }

  /// Every step, gates included, with its edges.
  static List<Step> of(Plan plan) {
    var graph = new StepGraph(plan.prior());
    plan.changes().forEach(graph::addSteps);
    plan.changes().forEach(graph::addEdges);
    Set<Step> afterRemoval = graph.withRemovalUpstream();
    plan.changes().forEach(change -> graph.addLateRemovals(change, afterRemoval));
    return graph.steps;
  }

  private void addSteps(Change change) {
    switch (change.action()) {
      case NO_OP, CREATE, READ, UPDATE -> addPut(change);
      case DELETE, FORGET -> addRemove(change);
      case REPLACE -> {
        addRemove(change);
        addPut(change);
      }
    }
  }

  private void addPut(Change change) {
    Step step = Step.put(change);
    steps.add(step);
    puts.put(change.address(), step);
    putsOf.computeIfAbsent(change.address().resource(), _ -> new ArrayList<>()).add(step);
  }

  private void addRemove(Change change) {
    Step step = Step.remove(change);
    steps.add(step);
    removes.put(change.address(), step);
    removesOf.computeIfAbsent(change.address().resource(), _ -> new ArrayList<>()).add(step);
  }

  private void addEdges(Change change) {
    Step put = puts.get(change.address());
    Step remove = removes.get(change.address());
    if (put != null) {
      for (Dependency dependency : change.dependencies()) {
        link(made(dependency, change), put);
      }
    }
    if (remove != null) {
      for (Dependency dependency : priorDependencies(change)) {
        link(remove, removal(dependency, change));
      }
    }
    if (put != null && remove != null) {
      remove.before(put);
    }
  }

  private static void link(@Nullable Step first, @Nullable Step then) {
    if (first != null && then != null && !first.equals(then)) {
      first.before(then);
    }
  }

  private List<Dependency> priorDependencies(Change change) {
    InstanceState known = prior.instance(change.address());
    if (change.action() == Action.DELETE || known == null) {
      return change.action() == Action.DELETE ? change.dependencies() : List.of();
    }
    return known.dependencies();
  }

  private static boolean isOwn(Dependency dependency, Change change) {
    return dependency.key() == null && dependency.resource().equals(change.address().resource());
  }

  /// Null when nothing is done there.
  private @Nullable Step made(Dependency dependency, Change change) {
    InstanceKey key = dependency.key();
    ResourceAddress resource = dependency.resource();
    if (key != null) {
      return puts.get(resource.instance(key));
    }
    if (isOwn(dependency, change) || !putsOf.containsKey(resource)) {
      return null;
    }
    return madeGates.computeIfAbsent(
        resource,
        _ -> {
          Step gate = newGate();
          putsOf.getOrDefault(resource, List.of()).forEach(step -> step.before(gate));
          return gate;
        });
  }

  private @Nullable Step removal(Dependency dependency, Change change) {
    InstanceKey key = dependency.key();
    ResourceAddress resource = dependency.resource();
    if (key != null) {
      return removes.get(resource.instance(key));
    }
    if (isOwn(dependency, change) || !removesOf.containsKey(resource)) {
      return null;
    }
    return removeGates.computeIfAbsent(
        resource,
        _ -> {
          Step gate = newGate();
          removesOf.getOrDefault(resource, List.of()).forEach(gate::before);
          return gate;
        });
  }

  private Step newGate() {
    Step gate = Step.gate();
    steps.add(gate);
    return gate;
  }

  /// Lets what is deleted for good wait for the update of those who used it.
  private void addLateRemovals(Change change, Set<Step> afterRemoval) {
    Step put = puts.get(change.address());
    if (put == null || change.action() == Action.REPLACE || afterRemoval.contains(put)) {
      return;
    }
    for (Dependency dependency : priorDependencies(change)) {
      link(put, gone(dependency, change));
    }
  }

  private @Nullable Step gone(Dependency dependency, Change change) {
    InstanceKey key = dependency.key();
    ResourceAddress resource = dependency.resource();
    if (key != null) {
      Step step = removes.get(resource.instance(key));
      return step == null || step.change().action() == Action.REPLACE ? null : step;
    }
    if (isOwn(dependency, change) || !removesOf.containsKey(resource)) {
      return null;
    }
    return goneGates.computeIfAbsent(
        resource,
        _ -> {
          Step gate = newGate();
          removesOf.getOrDefault(resource, List.of()).stream()
              .filter(step -> step.change().action() != Action.REPLACE)
              .forEach(gate::before);
          return gate;
        });
  }

  /// The steps that a deletion leads to, found in one pass in dependency order. A cycle among
  /// deletions, which a state can hold after runs that failed half way, is cut on the way: their
  /// order is then any.
  private Set<Step> withRemovalUpstream() {
    var waiting = new HashMap<Step, Integer>();
    var ready = new ArrayDeque<Step>();
    for (Step step : steps) {
      waiting.put(step, step.waitingFor);
      if (step.waitingFor == 0) {
        ready.add(step);
      }
    }
    var found = new HashSet<Step>();
    while (!waiting.isEmpty()) {
      if (ready.isEmpty()) {
        ready.add(cutFirstRemoval(waiting));
      }
      Step step = ready.remove();
      waiting.remove(step);
      boolean leads = step.kind == Step.Kind.REMOVE || found.contains(step);
      for (Step next : step.successors) {
        if (leads) {
          found.add(next);
        }
        if (waiting.merge(next, -1, Integer::sum) == 0) {
          ready.add(next);
        }
      }
    }
    return found;
  }

  /// Drops the edges into one deletion that come from steps still waiting.
  private static Step cutFirstRemoval(Map<Step, Integer> waiting) {
    Step cut =
        waiting.keySet().stream()
            .filter(step -> step.kind == Step.Kind.REMOVE)
            .min(Comparator.comparing(Step::address))
            .orElseThrow(() -> new EsformBug("The dependencies of a plan run in a circle."));
    for (Step from : waiting.keySet()) {
      while (from.successors.remove(cut)) {
        cut.waitingFor--;
      }
    }
    return cut;
  }
}
