package io.esform.plan.select;

import io.esform.address.InstanceKey;
import io.esform.address.ModuleAddress;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceInstanceAddress;
import io.esform.address.Target;
import io.esform.config.Module.ResourceKey;
import io.esform.config.graph.ReferenceGraph.Declaration.OutputNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The targets and their dependencies.
final class TargetedSelection implements Selection {

  private final List<Target> targets;
  private final SourceDependencies dependencies;
  private final Set<ModuleAddress> modules = new HashSet<>();
  private final Map<ResourceKey, List<ResourceAddress>> whole = new HashMap<>();

  private TargetedSelection(List<Target> targets, SourceDependencies dependencies) {
    this.targets = targets;
    this.dependencies = dependencies;
  }

  static TargetedSelection of(List<Target> targets, SourceDependencies dependencies) {
    var selection = new TargetedSelection(targets, dependencies);
    selection.find();
    return selection;
  }

  private void find() {
    var seen = new LinkedHashSet<ResourceAddress>();
    var open = new ArrayDeque<ResourceAddress>();
    for (Target target : targets) {
      for (ResourceAddress named : dependencies.declared(target)) {
        modules.add(named.module());
        if (target instanceof Target.OfResource(var address)
            && !(address.key() instanceof InstanceKey.NoKey)) {
          open.addAll(dependencies.of(named));
        } else {
          open.add(named);
        }
      }
    }
    while (!open.isEmpty()) {
      ResourceAddress next = open.remove();
      if (seen.add(next)) {
        modules.add(next.module());
        whole.computeIfAbsent(key(next), _ -> new ArrayList<>()).add(next);
        open.addAll(dependencies.of(next));
      }
    }
  }

  private static ResourceKey key(ResourceAddress resource) {
    return new ResourceKey(resource.mode(), resource.type(), resource.name());
  }

  @Override
  public boolean expandsCall(ModuleAddress parent, String call) {
    ModuleAddress child = parent.child(call, InstanceKey.none());
    return enters(child);
  }

  @Override
  public boolean enters(ModuleAddress module) {
    return modules.stream().anyMatch(asked -> SourceDependencies.mayBeInside(asked, module));
  }

  @Override
  public boolean expands(ResourceAddress resource) {
    return isNeeded(resource) || targets.stream().anyMatch(target -> names(target, resource));
  }

  private static boolean names(Target target, ResourceAddress resource) {
    return switch (target) {
      case Target.OfModule module -> module.contains(resource.module());
      case Target.OfResource(var address) -> address.resource().equals(resource);
    };
  }

  @Override
  public boolean includes(ResourceInstanceAddress instance) {
    return isNeeded(instance.resource())
        || targets.stream().anyMatch(target -> target.contains(instance));
  }

  private boolean isNeeded(ResourceAddress resource) {
    return whole.getOrDefault(key(resource), List.of()).stream()
        .anyMatch(needed -> SourceDependencies.mayBeSame(resource, needed));
  }

  @Override
  public boolean updates(String output) {
    return dependencies.of(ModuleAddress.ROOT, new OutputNode(output)).stream()
        .allMatch(this::isWhole);
  }

  private boolean isWhole(ResourceAddress resource) {
    return whole.getOrDefault(key(resource), List.of()).stream()
        .anyMatch(selected -> SourceDependencies.isWithin(resource, selected));
  }
}
