package io.esform.config.graph;

import io.esform.address.ProviderKey;
import io.esform.config.Check;
import io.esform.config.Module;
import io.esform.config.Module.ResourceKey;
import io.esform.config.ModuleCall;
import io.esform.config.Resource;
import io.esform.config.graph.Reference.Subject;
import io.esform.config.graph.ReferenceGraph.AttributeRead;
import io.esform.config.graph.ReferenceGraph.Declaration;
import io.esform.config.graph.ReferenceGraph.Edge;
import io.esform.config.graph.ReferenceGraph.Node;
import io.esform.config.graph.ReferenceSite.Use;
import io.esform.diag.SourceRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Walks the modules once and records every edge.
final class ReferenceGraphBuilder {

  final SequencedMap<Node, List<Edge>> edges = new LinkedHashMap<>();

  /// The referenced attributes of each node; an empty name for the whole node.
  final Set<AttributeRead> readings = new HashSet<>();

  private final Module root;
  private final Function<Resource, Optional<ProviderKey>> providerOf;

  ReferenceGraphBuilder(Module root, Function<Resource, Optional<ProviderKey>> providerOf) {
    this.root = root;
    this.providerOf = providerOf;
  }

  void addModule(Module module) {
    for (ReferenceSite site : ReferenceSite.of(module)) {
      Node owner = site.owner();
      if (owner != null) {
        add(module, owner, site);
      }
    }
    for (Resource resource : module.resources().values()) {
      addProvider(resource, new Node(module.path(), new Declaration.ResourceNode(resource.key())));
    }
    for (Check check : module.checks().values()) {
      Resource data = check.data();
      if (data != null) {
        addProvider(data, new Node(module.path(), new Declaration.CheckNode(check.name())));
      }
    }
    module.calls().values().forEach(call -> addCall(module, call));
  }

  private void addProvider(Resource resource, Node user) {
    providerOf
        .apply(resource)
        .filter(root.providers()::containsKey)
        .map(key -> new Node(root.path(), new Declaration.ProviderNode(key)))
        .map(provider -> new Edge(provider, resource.headerRange()))
        .ifPresent(edgesOf(user)::add);
  }

  private void addCall(Module module, ModuleCall call) {
    addModule(call.module());
    Node callNode = new Node(module.path(), new Declaration.CallNode(call.name()));
    edgesOf(callNode);
    for (Module inner : withDescendants(call.module())) {
      for (ResourceKey key : inner.resources().keySet()) {
        edgesOf(new Node(inner.path(), new Declaration.ResourceNode(key)))
            .add(new Edge(callNode, call.headerRange()));
      }
      for (String check : inner.checks().keySet()) {
        edgesOf(new Node(inner.path(), new Declaration.CheckNode(check)))
            .add(new Edge(callNode, call.headerRange()));
      }
    }
  }

  private static List<Module> withDescendants(Module module) {
    var all = new ArrayList<Module>();
    all.add(module);
    module.calls().values().forEach(call -> all.addAll(withDescendants(call.module())));
    return all;
  }

  /// @param module in which the references are written
  private void add(Module module, Node owner, ReferenceSite site) {
    List<Edge> list = edgesOf(owner);
    boolean whole = site.use() instanceof Use.OfOrder;
    for (Reference reference : site.references()) {
      for (Node target : targets(module, reference.subject())) {
        list.add(new Edge(target, reference.range()));
        if (!whole) {
          readings.add(new AttributeRead(target, reference.attribute()));
        }
      }
      if (whole && reference.subject() instanceof Subject.ModuleOutput(var name, _)) {
        addResourcesOf(module.calls().get(name), list, reference.range());
      }
    }
  }

  /// In `depends_on`, a module means all resources in it.
  private static void addResourcesOf(
      @Nullable ModuleCall call, List<Edge> list, SourceRange range) {
    List<Module> inside = call == null ? List.of() : withDescendants(call.module());
    for (Module inner : inside) {
      for (ResourceKey key : inner.resources().keySet()) {
        list.add(new Edge(new Node(inner.path(), new Declaration.ResourceNode(key)), range));
      }
    }
  }

  private static List<Node> targets(Module module, Subject subject) {
    List<String> path = module.path();
    return switch (subject) {
      case Subject.InputVariable(var name) when module.variables().containsKey(name) ->
          List.of(new Node(path, new Declaration.VariableNode(name)));
      case Subject.Local(var name) when module.locals().containsKey(name) ->
          List.of(new Node(path, new Declaration.LocalNode(name)));
      case Subject.ResourceSubject(var key, _) when module.resources().containsKey(key) ->
          List.of(new Node(path, new Declaration.ResourceNode(key)));
      case Subject.ModuleOutput(var name, var output) ->
          outputs(path, module.calls().get(name), output);
      case Subject.InputVariable _, Subject.Local _, Subject.ResourceSubject _, Subject.Special _ ->
          List.of();
    };
  }

  /// @param only the referenced output; null for all
  private static List<Node> outputs(
      List<String> path, @Nullable ModuleCall call, @Nullable String only) {
    if (call == null) {
      return List.of();
    }
    var nodes = new ArrayList<Node>();
    nodes.add(new Node(path, new Declaration.CallNode(call.name())));
    for (String name : call.module().outputs().keySet()) {
      if (only == null || only.equals(name)) {
        nodes.add(new Node(call.module().path(), new Declaration.OutputNode(name)));
      }
    }
    return nodes;
  }

  private List<Edge> edgesOf(Node node) {
    return edges.computeIfAbsent(node, _ -> new ArrayList<>());
  }
}
