package io.esform.plan.select;

import io.esform.address.Dependency;
import io.esform.address.DependencyIndex;
import io.esform.address.ResourceInstanceAddress;
import io.esform.state.InstanceState;
import io.esform.state.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// The dependencies recorded in the state when objects were last applied.
///
/// Each dependency is followed once, however many instances share it, so the cost is linear in the
/// state.
final class StateDependencies {

  private final State state;
  private final DependencyIndex<ResourceInstanceAddress> instances = new DependencyIndex<>();
  private final Map<Dependency, List<ResourceInstanceAddress>> dependents = new HashMap<>();

  StateDependencies(State state) {
    this.state = state;
    state
        .instances()
        .forEach((address, known) -> {
          instances.add(address, address);
          known
              .dependencies()
              .forEach(it -> dependents.computeIfAbsent(it, _ -> new ArrayList<>()).add(address));
        });
  }

  /// These and their direct and indirect dependents.
  Set<ResourceInstanceAddress> withDependents(Collection<ResourceInstanceAddress> seeds) {
    return closure(
        seeds, Dependency::meaning, dependency -> dependents.getOrDefault(dependency, List.of()));
  }

  /// These and their direct and indirect dependencies.
  Set<ResourceInstanceAddress> withNeeded(Collection<ResourceInstanceAddress> seeds) {
    return closure(seeds, this::needs, instances::matching);
  }

  private List<Dependency> needs(ResourceInstanceAddress address) {
    InstanceState known = state.instance(address);
    return known == null ? List.of() : known.dependencies();
  }

  private static Set<ResourceInstanceAddress> closure(
      Collection<ResourceInstanceAddress> seeds,
      Function<ResourceInstanceAddress, Collection<Dependency>> edges,
      Function<Dependency, List<ResourceInstanceAddress>> ends) {
    var found = new TreeSet<>(seeds);
    var followed = new HashSet<Dependency>();
    var open = new ArrayDeque<>(seeds);
    while (!open.isEmpty()) {
      for (Dependency edge : edges.apply(open.remove())) {
        if (followed.add(edge)) {
          ends.apply(edge).stream().filter(found::add).forEach(open::add);
        }
      }
    }
    return found;
  }
}
