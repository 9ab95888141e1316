package io.esform.config;

import io.esform.address.ProviderKey;
import io.esform.config.Module.ResourceKey;
import io.esform.config.Reference.Subject;
import io.esform.config.ReferenceGraph.Declaration;
import io.esform.config.ReferenceGraph.Edge;
import io.esform.config.ReferenceGraph.Node;
import io.esform.config.ReferenceGraph.Reading;
import io.esform.config.Resource.Lifecycle;
import io.esform.lang.ast.Body.Attribute;
import io.esform.lang.ast.Expression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Walks the modules once and writes down every edge.
final class ReferenceGraphBuilder {

  final SequencedMap<Node, List<Edge>> edges = new LinkedHashMap<>();

  /// Which attributes of a node are referred to; the empty name stands for the node as a whole.
  final Set<Reading> readings = new HashSet<>();

  private final Module root;
  private final Function<Resource, Optional<ProviderKey>> providerOf;

  ReferenceGraphBuilder(Module root, Function<Resource, Optional<ProviderKey>> providerOf) {
    this.root = root;
    this.providerOf = providerOf;
  }

  void addProvider(ProviderConfiguration provider) {
    refer(root, new Declaration.ProviderNode(provider.key()), ReferenceFinder.in(provider.body()));
  }

  void addModule(Module module) {
    module.variables().keySet().forEach(name -> node(module, new Declaration.VariableNode(name)));
    for (LocalValue local : module.locals().values()) {
      refer(module, new Declaration.LocalNode(local.name()), ReferenceFinder.in(local.value()));
    }
    for (Output output : module.outputs().values()) {
      var declaration = new Declaration.OutputNode(output.name());
      refer(module, declaration, ReferenceFinder.in(output.value()));
      output.preconditions().forEach(rule -> referRule(module, declaration, rule));
      output.dependsOn().forEach(entry -> referWhole(module, declaration, entry));
    }
    module.resources().values().forEach(resource -> addResource(module, resource));
    module.checks().values().forEach(check -> addCheck(module, check));
    module.calls().values().forEach(call -> addCall(module, call));
  }

  private void addCheck(Module module, Check check) {
    var declaration = new Declaration.CheckNode(check.name());
    node(module, declaration);
    Resource data = check.data();
    if (data != null) {
      refer(module, declaration, ReferenceFinder.in(data.body()));
      data.dependsOn().forEach(entry -> referWhole(module, declaration, entry));
    }
  }

  private void addResource(Module module, Resource resource) {
    var declaration = new Declaration.ResourceNode(resource.key());
    referRepetition(module, declaration, resource.repetition());
    refer(module, declaration, ReferenceFinder.in(resource.body()));
    Lifecycle lifecycle = resource.lifecycle();
    lifecycle.preconditions().forEach(rule -> referRule(module, declaration, rule));
    lifecycle.postconditions().forEach(rule -> referRule(module, declaration, rule));
    lifecycle
        .replaceTriggeredBy()
        .forEach(entry -> refer(module, declaration, ReferenceFinder.in(entry)));
    RolloutBlock rollout = resource.rollout();
    if (rollout != null) {
      refer(module, declaration, ReferenceFinder.in(rollout.body()));
    }
    resource.dependsOn().forEach(entry -> referWhole(module, declaration, entry));
    providerOf
        .apply(resource)
        .filter(root.providers()::containsKey)
        .map(key -> new Node(root.path(), new Declaration.ProviderNode(key)))
        .map(provider -> new Edge(provider, resource.headerRange()))
        .ifPresent(edgesOf(new Node(module.path(), declaration))::add);
  }

  private void addCall(Module module, ModuleCall call) {
    var declaration = new Declaration.CallNode(call.name());
    referRepetition(module, declaration, call.repetition());
    call.dependsOn().forEach(entry -> referWhole(module, declaration, entry));
    addModule(call.module());
    Node callNode = new Node(module.path(), declaration);
    for (Attribute argument : call.arguments().attributes()) {
      if (call.module().variables().containsKey(argument.name())) {
        Node variable =
            new Node(call.module().path(), new Declaration.VariableNode(argument.name()));
        refer(module, variable, ReferenceFinder.in(argument.value()));
      }
    }
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

  private void referRepetition(Module module, Declaration from, Repetition repetition) {
    switch (repetition) {
      case Repetition.Single() -> node(module, from);
      case Repetition.Count(var count) -> refer(module, from, ReferenceFinder.in(count));
      case Repetition.ForEach(var collection) ->
          refer(module, from, ReferenceFinder.in(collection));
    }
  }

  private void referRule(Module module, Declaration from, CheckRule rule) {
    refer(module, from, ReferenceFinder.in(rule.condition()));
    refer(module, from, ReferenceFinder.in(rule.errorMessage()));
  }

  private void refer(Module module, Declaration from, List<Reference> references) {
    refer(module, new Node(module.path(), from), references);
  }

  /// @param module in which the references stand
  private void refer(Module module, Node from, List<Reference> references) {
    List<Edge> list = edgesOf(from);
    for (Reference reference : references) {
      for (Node target : targets(module, reference.subject())) {
        list.add(new Edge(target, reference.range()));
        readings.add(new Reading(target, reference.attribute()));
      }
    }
  }

  /// A `depends_on` entry: a module stands for everything in it.
  private void referWhole(Module module, Declaration from, Expression entry) {
    for (Reference reference : ReferenceFinder.in(entry)) {
      for (Node target : targets(module, reference.subject())) {
        edgesOf(new Node(module.path(), from)).add(new Edge(target, reference.range()));
      }
      if (reference.subject() instanceof Subject.ModuleOutput(var name, _)) {
        ModuleCall call = module.calls().get(name);
        List<Module> inside = call == null ? List.of() : withDescendants(call.module());
        for (Module inner : inside) {
          for (ResourceKey key : inner.resources().keySet()) {
            edgesOf(new Node(module.path(), from))
                .add(
                    new Edge(
                        new Node(inner.path(), new Declaration.ResourceNode(key)),
                        reference.range()));
          }
        }
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

  /// @param only the output that is named; null for all
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

  private void node(Module module, Declaration declaration) {
    edgesOf(new Node(module.path(), declaration));
  }

  private List<Edge> edgesOf(Node node) {
    return edges.computeIfAbsent(node, _ -> new ArrayList<>());
  }
}
