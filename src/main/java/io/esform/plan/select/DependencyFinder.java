package io.esform.plan.select;

import io.esform.address.Dependency;
import io.esform.address.ModuleAddress;
import io.esform.address.ResourceAddress;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.config.graph.ReferenceGraph;
import io.esform.config.graph.ReferenceGraph.Declaration;
import io.esform.config.graph.ReferenceGraph.Declaration.ResourceNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Finds the dependencies of each resource instance by the references in the source. All instances
/// of a resource share one list, and a dependency on a module covers all its instances, so the cost
/// grows with the number of resources, not of references.
public final class DependencyFinder {

  private final SourceDependencies sources;
  private final Map<ResourceAddress, List<Dependency>> known = new HashMap<>();

  public DependencyFinder(ReferenceGraph graph) {
    this.sources = new SourceDependencies(graph);
  }

  public List<Dependency> dependencies(ResourceInstance instance) {
    return known.computeIfAbsent(instance.resourceAddress(), _ -> find(instance));
  }

  private List<Dependency> find(ResourceInstance instance) {
    return find(instance.module().address(), new ResourceNode(instance.resource().key()));
  }

  /// The dependencies of a declaration in one module instance.
  public List<Dependency> find(ModuleAddress module, Declaration declaration) {
    // `List.copyOf` returns this list itself, unlike that of `toList()`, which may contain nulls.
    return sources.of(module, declaration).stream()
        .map(Dependency::on)
        .sorted()
        .collect(Collectors.toUnmodifiableList());
  }
}
