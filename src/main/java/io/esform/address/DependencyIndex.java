package io.esform.address;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Things that belong to resource instances, found by a dependency on these. Finding them costs no
/// more than there are.
public final class DependencyIndex<T> {

  private final Map<Dependency, List<T>> byDependency = new HashMap<>();

  public void add(ResourceInstanceAddress instance, T thing) {
    for (Dependency dependency : Dependency.meaning(instance)) {
      byDependency.computeIfAbsent(dependency, _ -> new ArrayList<>(1)).add(thing);
    }
  }

  /// What belongs to the instances that the dependency means, in the order it was added.
  public List<T> meantBy(Dependency dependency) {
    return Collections.unmodifiableList(byDependency.getOrDefault(dependency, List.of()));
  }
}
