package io.esform.config.graph;

import io.esform.address.ModuleAddress;
import io.esform.address.ProviderKey;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceAddress.Mode;
import io.esform.config.Module;
import io.esform.config.Module.ResourceKey;
import io.esform.config.Resource;
import io.esform.diag.SourceRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Function;

/// The references between declarations of all modules of a configuration, by the source: before the
/// expansion of `count` and `for_each`.
///
/// References to undeclared names have no edge; they are reported elsewhere.
public final class ReferenceGraph {

  /// A declaration that has references or is referenced.
  ///
  /// @param module the path of its module
  public record Node(List<String> module, Declaration declaration) {

    /// The block of a resource, as the root module names it.
    static Node of(ResourceAddress resource) {
      var key = new ResourceKey(resource.mode(), resource.type(), resource.name());
      return new Node(
          resource.module().segments().stream().map(ModuleAddress.Segment::name).toList(),
          new Declaration.ResourceNode(key));
    }

    /// The form of a reference in the root module.
    @Override
    public String toString() {
      var text = new StringBuilder();
      module.forEach(name -> text.append("module.").append(name).append('.'));
      return text.append(declaration.display()).toString();
    }
  }

  /// The declaration of a node within its module.
  public sealed interface Declaration {
    String display();

    record VariableNode(String name) implements Declaration {
      @Override
      public String display() {
        return "var." + name;
      }
    }

    record LocalNode(String name) implements Declaration {
      @Override
      public String display() {
        return "local." + name;
      }
    }

    record OutputNode(String name) implements Declaration {
      @Override
      public String display() {
        return "output." + name;
      }
    }

    record ResourceNode(ResourceKey key) implements Declaration {
      @Override
      public String display() {
        return key.toString();
      }
    }

    /// A check, with the references of its data source.
    record CheckNode(String name) implements Declaration {
      @Override
      public String display() {
        return "check." + name;
      }
    }

    /// A `provider` block of the root module.
    record ProviderNode(ProviderKey key) implements Declaration {
      @Override
      public String display() {
        return "provider." + key;
      }
    }

    /// The `count` or `for_each` of a module call.
    record CallNode(String name) implements Declaration {
      @Override
      public String display() {
        return "module." + name;
      }
    }
  }

  /// A reference to `target`, written at `range`.
  public record Edge(Node target, SourceRange range) {}

  /// A read of an attribute of a node; empty for the whole node, see {@link Reference}.
  record AttributeRead(Node node, String attribute) {}

  private final SequencedMap<Node, List<Edge>> edges;
  private final Set<AttributeRead> readings;
  private final Map<Node, List<Node>> dependencies = new HashMap<>();

  private ReferenceGraph(SequencedMap<Node, List<Edge>> edges, Set<AttributeRead> readings) {
    this.edges = edges;
    this.readings = readings;
  }

  /// @param providerOf the provider of a resource; empty if it is unknown
  public static ReferenceGraph of(
      Module root, Function<Resource, Optional<ProviderKey>> providerOf) {
    var builder = new ReferenceGraphBuilder(root, providerOf);
    builder.addModule(root);
    return new ReferenceGraph(builder.edges, builder.readings);
  }

  /// All resources and module calls, and all other declarations with references; in source order.
  public Iterable<Node> nodes() {
    return edges.keySet();
  }

  public List<Edge> edges(Node node) {
    return edges.getOrDefault(node, List.of());
  }

  /// The resources on which a node depends, directly or through variables, local values, outputs,
  /// module calls and data sources; in source order. Includes data sources.
  public List<Node> resourcesNeededBy(Node node) {
    return dependencies.computeIfAbsent(node, this::search);
  }

  /// Whether that attribute of a resource, or an instance as a whole, is referenced.
  public boolean isRead(Node resource, String attribute) {
    return readings.contains(new AttributeRead(resource, attribute))
        || readings.contains(new AttributeRead(resource, ""));
  }

  private List<Node> search(Node start) {
    SequencedSet<Node> resources = new LinkedHashSet<>();
    var seen = new LinkedHashSet<Node>();
    var open = new ArrayList<Node>();
    open.add(start);
    while (!open.isEmpty()) {
      for (Edge edge : edges(open.removeLast())) {
        boolean isNew = seen.add(edge.target());
        if (edge.target().declaration() instanceof Declaration.ResourceNode(var key)) {
          resources.add(edge.target());
          isNew = isNew && key.mode() == Mode.DATA;
        }
        if (isNew) {
          open.add(edge.target());
        }
      }
    }
    resources.remove(start);
    return List.copyOf(resources);
  }
}
