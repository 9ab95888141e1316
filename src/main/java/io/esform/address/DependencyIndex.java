package io.esform.address;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An index from dependencies to items of resource instances. The cost of a lookup is linear in its
/// result.
public final class DependencyIndex<T> {

  private final Map<Dependency, List<T>> byDependency = new HashMap<>();

  public void add(ResourceInstanceAddress instance, T thing) {
    for (Dependency dependency : Dependency.meaning(instance)) {
      byDependency.computeIfAbsent(dependency, _ -> new ArrayList<>(1)).add(thing);
    }
  }

  /// The items of the instances that the dependency includes, in insertion order.
  public List<T> matching(Dependency dependency) {
    return Collections.unmodifiableList(byDependency.getOrDefault(dependency, List.of()));
  }
}
