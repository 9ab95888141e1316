package io.esform.plan;

import io.esform.address.Dependency;
import io.esform.address.InstanceKey;
import io.esform.address.ModuleAddress;
import io.esform.address.ResourceAddress;
import io.esform.config.ModuleCall;
import io.esform.config.ReferenceGraph;
import io.esform.config.ReferenceGraph.Declaration.ResourceNode;
import io.esform.config.ReferenceGraph.Node;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.ModuleInstance;
import io.esform.config.evaluation.ResourceInstance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Finds what each resource instance needs, by the references in the source. All instances of one
/// resource share one list, so the cost grows with resources and not with instances.
final class DependencyFinder {

  private final ReferenceGraph graph;
  private final ModuleInstance root;
  private final Map<ResourceAddress, List<Dependency>> known = new HashMap<>();

  DependencyFinder(ReferenceGraph graph, Evaluation evaluation) {
    this.graph = graph;
    this.root = evaluation.root();
  }

  List<Dependency> dependencies(ResourceInstance instance) {
    return known.computeIfAbsent(instance.resourceAddress(), _ -> find(instance));
  }

  private List<Dependency> find(ResourceInstance instance) {
    var module = instance.module();
    var start = new Node(module.module().path(), new ResourceNode(instance.resource().key()));
    var found = new TreeSet<Dependency>();
    for (Node node : graph.resourcesNeededBy(start)) {
      if (node.declaration() instanceof ResourceNode(var key)) {
        for (ModuleAddress address : instancesOf(node.module(), module.address())) {
          found.add(
              Dependency.on(new ResourceAddress(address, key.mode(), key.type(), key.name())));
        }
      }
    }
    return List.copyOf(found);
  }

  /// The instances of a module that `from` can see: on the way that both share, only `from`'s own.
  private List<ModuleAddress> instancesOf(List<String> path, ModuleAddress from) {
    List<ModuleInstance> level = List.of(root);
    boolean shared = true;
    for (int depth = 0; depth < path.size(); depth++) {
      String name = path.get(depth);
      shared = shared && depth < from.steps().size() && from.steps().get(depth).name().equals(name);
      InstanceKey only = shared ? from.steps().get(depth).key() : null;
      var next = new ArrayList<ModuleInstance>();
      for (ModuleInstance module : level) {
        ModuleCall call = module.module().calls().get(name);
        if (call != null) {
          module
              .children(call)
              .forEach((key, child) -> {
                if (only == null || only.equals(key)) {
                  next.add(child);
                }
              });
        }
      }
      level = next;
    }
    return level.stream().map(ModuleInstance::address).toList();
  }
}
