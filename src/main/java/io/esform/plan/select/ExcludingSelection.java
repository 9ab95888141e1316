package io.esform.plan.select;

import io.esform.address.InstanceKey;
import io.esform.address.ModuleAddress;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceInstanceAddress;
import io.esform.address.Target;
import io.esform.config.graph.ReferenceGraph.Declaration.CallNode;
import io.esform.config.graph.ReferenceGraph.Declaration.OutputNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Everything but the excluded resources and their dependents.
final class ExcludingSelection implements Selection {

  private final List<Target> excludes;
  private final SourceDependencies dependencies;
  private final Map<ResourceAddress, Boolean> affected = new HashMap<>();
  private final Map<ResourceAddress, Boolean> expanded = new HashMap<>();

  ExcludingSelection(List<Target> excludes, SourceDependencies dependencies) {
    this.excludes = excludes;
    this.dependencies = dependencies;
  }

  @Override
  public boolean expandsCall(ModuleAddress parent, String call) {
    return enters(parent.child(call, InstanceKey.none()))
        && !anyAffected(dependencies.of(parent, new CallNode(call)));
  }

  @Override
  public boolean enters(ModuleAddress module) {
    return excludes.stream()
        .noneMatch(it -> it instanceof Target.OfModule excluded && excluded.contains(module));
  }

  @Override
  public boolean expands(ResourceAddress resource) {
    return expanded.computeIfAbsent(
        resource,
        _ ->
            excludes.stream().noneMatch(exclude -> namesAll(exclude, resource))
                && !anyAffected(dependencies.of(resource)));
  }

  private static boolean namesAll(Target exclude, ResourceAddress resource) {
    return switch (exclude) {
      case Target.OfModule module -> module.contains(resource.module());
      case Target.OfResource(var address) ->
          address.key() instanceof InstanceKey.NoKey && address.resource().equals(resource);
    };
  }

  @Override
  public boolean includes(ResourceInstanceAddress instance) {
    return expands(instance.resource())
        && excludes.stream().noneMatch(exclude -> exclude.contains(instance));
  }

  @Override
  public boolean updates(String output) {
    return !anyAffected(dependencies.of(ModuleAddress.ROOT, new OutputNode(output)));
  }

  private boolean anyAffected(Set<ResourceAddress> resources) {
    return resources.stream().anyMatch(this::isAffected);
  }

  /// Whether an instance of that resource may be excluded.
  private boolean isAffected(ResourceAddress resource) {
    Boolean known = affected.get(resource);
    if (known == null) {
      affected.put(resource, false);
      known =
          excludes.stream().anyMatch(exclude -> mayName(exclude, resource))
              || anyAffected(dependencies.of(resource));
      affected.put(resource, known);
    }
    return known;
  }

  private static boolean mayName(Target exclude, ResourceAddress resource) {
    return switch (exclude) {
      case Target.OfModule(var module) -> SourceDependencies.mayBeInside(resource.module(), module);
      case Target.OfResource(var address) ->
          SourceDependencies.mayBeSame(resource, address.resource());
    };
  }
}
