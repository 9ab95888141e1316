package io.esform.plan.select;

import io.esform.address.InstanceKey;
import io.esform.address.ModuleAddress;
import io.esform.address.ModuleAddress.Segment;
import io.esform.address.ResourceAddress;
import io.esform.address.Target;
import io.esform.config.Module.ResourceKey;
import io.esform.config.graph.ReferenceGraph;
import io.esform.config.graph.ReferenceGraph.Declaration;
import io.esform.config.graph.ReferenceGraph.Declaration.ResourceNode;
import io.esform.config.graph.ReferenceGraph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The dependencies of resources by the references in the source, without expansion of `count` and
/// `for_each`.
///
/// In these addresses, a module segment without a key means every instance of that call:
/// dependencies between single instances of two modules are known only after expansion.
public final class SourceDependencies {

  private final ReferenceGraph graph;
  private final Map<ResourceAddress, Set<ResourceAddress>> known = new HashMap<>();

  SourceDependencies(ReferenceGraph graph) {
    this.graph = graph;
  }

  /// The resources that it refers to, directly or through other values.
  Set<ResourceAddress> of(ResourceAddress resource) {
    Set<ResourceAddress> found = known.get(resource);
    if (found == null) {
      var key = new ResourceKey(resource.mode(), resource.type(), resource.name());
      found = of(resource.module(), new ResourceNode(key));
      known.put(resource, found);
    }
    return found;
  }

  Set<ResourceAddress> of(ModuleAddress module, Declaration declaration) {
    var found = new LinkedHashSet<ResourceAddress>();
    for (Node needed : graph.resourcesNeededBy(new Node(names(module), declaration))) {
      if (needed.declaration() instanceof ResourceNode(var key)) {
        found.add(at(seenFrom(module, needed.module()), key));
      }
    }
    return found;
  }

  /// Every declared resource that the target may mean.
  List<ResourceAddress> declared(Target target) {
    var found = new ArrayList<ResourceAddress>();
    for (Node node : graph.nodes()) {
      if (node.declaration() instanceof ResourceNode(var key)) {
        switch (target) {
          case Target.OfModule(var module) when startsWith(node.module(), names(module)) ->
              found.add(at(seenFrom(module, node.module()), key));
          case Target.OfResource(var address)
              when node.module().equals(names(address.resource().module()))
                  && at(address.resource().module(), key).equals(address.resource()) ->
              found.add(address.resource());
          case Target.OfModule _, Target.OfResource _ -> {}
        }
      }
    }
    return found;
  }

  /// The module at that path, as seen from `from`: the common part of the paths has the keys of
  /// `from`.
  private static ModuleAddress seenFrom(ModuleAddress from, List<String> path) {
    var segments = new ArrayList<Segment>();
    boolean shared = true;
    for (int depth = 0; depth < path.size(); depth++) {
      String name = path.get(depth);
      shared =
          shared
              && depth < from.segments().size()
              && from.segments().get(depth).name().equals(name);
      segments.add(shared ? from.segments().get(depth) : new Segment(name, InstanceKey.none()));
    }
    return new ModuleAddress(segments);
  }

  /// Whether both may be the same resource.
  static boolean mayBeSame(ResourceAddress one, ResourceAddress other) {
    return one.mode() == other.mode()
        && one.type().equals(other.type())
        && one.name().equals(other.name())
        && one.module().segments().size() == other.module().segments().size()
        && mayBeInside(one.module(), other.module());
  }

  /// Whether the module may be `outer` or inside it.
  static boolean mayBeInside(ModuleAddress module, ModuleAddress outer) {
    if (module.segments().size() < outer.segments().size()) {
      return false;
    }
    for (int depth = 0; depth < outer.segments().size(); depth++) {
      Segment here = module.segments().get(depth);
      Segment there = outer.segments().get(depth);
      boolean sameKey = isAny(here.key()) || isAny(there.key()) || here.key().equals(there.key());
      if (!here.name().equals(there.name()) || !sameKey) {
        return false;
      }
    }
    return true;
  }

  /// Whether `whole` covers every instance that `resource` may be.
  static boolean isWithin(ResourceAddress resource, ResourceAddress whole) {
    if (!mayBeSame(resource, whole)) {
      return false;
    }
    for (int depth = 0; depth < whole.module().segments().size(); depth++) {
      InstanceKey key = whole.module().segments().get(depth).key();
      if (!isAny(key) && !key.equals(resource.module().segments().get(depth).key())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAny(InstanceKey key) {
    return key instanceof InstanceKey.NoKey;
  }

  private static boolean startsWith(List<String> path, List<String> beginning) {
    return path.size() >= beginning.size() && path.subList(0, beginning.size()).equals(beginning);
  }

  public static List<String> names(ModuleAddress module) {
    return module.segments().stream().map(Segment::name).toList();
  }

  private static ResourceAddress at(ModuleAddress module, ResourceKey key) {
    return new ResourceAddress(module, key.mode(), key.type(), key.name());
  }
}
