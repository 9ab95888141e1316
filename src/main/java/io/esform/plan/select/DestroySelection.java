package io.esform.plan.select;

import io.esform.address.InstanceKey;
import io.esform.address.ModuleAddress;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceInstanceAddress;
import io.esform.address.Target;
import io.esform.config.graph.ReferenceGraph.Declaration.OutputNode;
import io.esform.plan.PlanOptions;
import io.esform.state.State;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The selection of a partial destroy, by the dependencies recorded in the state. `--target`: the
/// named objects and their dependents. `--exclude`: all but the named objects and their
/// dependencies.
final class DestroySelection implements Selection {

  private final Set<ResourceInstanceAddress> chosen;
  private final SourceDependencies dependencies;
  private final Set<ResourceAddress> resources = new HashSet<>();
  private final Set<ModuleAddress> modules = new HashSet<>();

  private DestroySelection(Set<ResourceInstanceAddress> chosen, SourceDependencies dependencies) {
    this.chosen = chosen;
    this.dependencies = dependencies;
    for (ResourceInstanceAddress address : chosen) {
      resources.add(address.resource());
      modules.add(address.resource().module());
    }
  }

  static DestroySelection of(PlanOptions options, State state, SourceDependencies dependencies) {
    var needs = new StateDependencies(state);
    if (!options.targets().isEmpty()) {
      return new DestroySelection(
          needs.withDependents(named(options.targets(), state)), dependencies);
    }
    var rest = new TreeSet<>(state.instances().keySet());
    rest.removeAll(needs.withNeeded(named(options.excludes(), state)));
    return new DestroySelection(rest, dependencies);
  }

  private static List<ResourceInstanceAddress> named(List<Target> targets, State state) {
    return state.instances().keySet().stream()
        .filter(address -> targets.stream().anyMatch(target -> target.contains(address)))
        .toList();
  }

  @Override
  public boolean expandsCall(ModuleAddress parent, String call) {
    return enters(parent.child(call, InstanceKey.none()));
  }

  @Override
  public boolean enters(ModuleAddress module) {
    return modules.stream().anyMatch(inner -> SourceDependencies.mayBeInside(inner, module));
  }

  @Override
  public boolean expands(ResourceAddress resource) {
    return resources.contains(resource);
  }

  @Override
  public boolean includes(ResourceInstanceAddress instance) {
    return chosen.contains(instance);
  }

  /// Whether the output refers to a selected resource.
  @Override
  public boolean updates(String output) {
    return dependencies.of(ModuleAddress.ROOT, new OutputNode(output)).stream()
        .anyMatch(
            needed -> resources.stream().anyMatch(it -> SourceDependencies.mayBeSame(needed, it)));
  }
}
