package io.esform.plan.changes;

import io.esform.address.Dependency;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceInstanceAddress;
import io.esform.config.Module.ResourceKey;
import io.esform.config.graph.ReferenceGraph;
import io.esform.config.graph.ReferenceGraph.Declaration.OutputNode;
import io.esform.config.graph.ReferenceGraph.Declaration.ResourceNode;
import io.esform.config.graph.ReferenceGraph.Node;
import io.esform.diag.DiagnosticSink;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.Drift;
import io.esform.plan.OutputChange;
import io.esform.plan.PriorObject;
import io.esform.plan.inputs.ProviderRegistry;
import io.esform.plan.instance.PriorStates;
import io.esform.plan.select.SourceDependencies;
import io.esform.provider.ResourceType;
import io.esform.schema.Schema;
import io.esform.state.InstanceState;
import io.esform.state.State;
import io.esform.value.Marks;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Compares recorded objects with existing ones, and finds the differences that affect the plan:
/// those that a change reverts, and those that a changed object refers to.
public final class DriftFinder {

  private final ProviderRegistry registry;
  private final ReferenceGraph graph;
  private final Map<ResourceInstanceAddress, Change> changes = new HashMap<>();
  private final Set<Dependency> builtOn = new HashSet<>();
  private final Set<Node> builtOnByOutputs = new HashSet<>();

  public DriftFinder(
      ProviderRegistry registry,
      ReferenceGraph graph,
      List<Change> changes,
      List<OutputChange> outputs) {
    this.registry = registry;
    this.graph = graph;
    for (Change change : changes) {
      boolean isOfOldObject = change.priorObject() instanceof PriorObject.Deposed;
      if (change.action() != Action.NO_OP && !isOfOldObject) {
        this.changes.put(change.address(), change);
        builtOn.addAll(change.dependencies());
      }
    }
    for (OutputChange output : outputs) {
      if (output.isChange()) {
        builtOnByOutputs.addAll(
            graph.resourcesNeededBy(new Node(List.of(), new OutputNode(output.name()))));
      }
    }
  }

  /// In address order, current objects before deposed ones.
  public List<Drift> find(State recorded, State refreshed) {
    var drifts = new ArrayList<Drift>();
    recorded
        .instances()
        .forEach((address, known) -> {
          Drift drift = compare(address, known, refreshed.instance(address));
          if (drift != null) {
            drifts.add(drift);
          }
        });
    recorded
        .deposed()
        .forEach((key, known) -> {
          Drift drift = compare(key.address(), known, refreshed.deposed().get(key));
          if (drift != null) {
            drifts.add(drift.ofDeposed(key.generation()));
          }
        });
    return drifts;
  }

  private @Nullable Schema schema(ResourceInstanceAddress address) {
    String type = address.resource().type();
    return registry.offers(type) ? registry.schema(type) : null;
  }

  /// Whether objects of this type exist only in the state. Their reads differ by the clock, not by
  /// a change made outside esform.
  private boolean isStateOnly(ResourceInstanceAddress address, InstanceState known) {
    ResourceType type =
        registry.resourceType(known.provider().provider(), address.resource().type());
    return type != null && type.isStateOnly();
  }

  private @Nullable Drift compare(
      ResourceInstanceAddress address, InstanceState known, @Nullable InstanceState now) {
    Schema schema = schema(address);
    if (schema == null
        || isStateOnly(address, known)
        || (now != null && now.attributes().equals(known.attributes()))) {
      return null;
    }
    var sink = new DiagnosticSink();
    ObjectValue before = PriorStates.conform(known, schema, address.toString(), sink);
    ObjectValue after =
        now == null ? null : PriorStates.conform(now, schema, address.toString(), sink);
    if (before == null || (now != null && after == null)) {
      return null;
    }
    Set<String> names = different(before, after);
    if (names.isEmpty()) {
      return null;
    }
    var relevant = new TreeSet<>(names);
    relevant.removeIf(name -> !isUndone(address, name) && !isBuiltOn(address, name));
    return new Drift(address, null, schema, before, after, names, relevant);
  }

  private static Set<String> different(ObjectValue before, @Nullable ObjectValue after) {
    var names = new TreeSet<String>();
    before
        .attributes()
        .forEach((name, value) -> {
          if (!isSame(value, after == null ? null : after.get(name))) {
            names.add(name);
          }
        });
    return names;
  }

  private static boolean isSame(Value one, @Nullable Value other) {
    return Objects.equals(Marks.strip(one), other == null ? null : Marks.strip(other));
  }

  private boolean isUndone(ResourceInstanceAddress address, String name) {
    Change change = changes.get(address);
    if (change == null || change.after() == null) {
      return false;
    }
    return change.before() == null || !isSame(change.before().get(name), change.after().get(name));
  }

  private boolean isBuiltOn(ResourceInstanceAddress address, String name) {
    ResourceAddress resource = address.resource();
    var key = new ResourceKey(resource.mode(), resource.type(), resource.name());
    var node = new Node(SourceDependencies.names(resource.module()), new ResourceNode(key));
    boolean used =
        Dependency.meaning(address).stream().anyMatch(builtOn::contains)
            || builtOnByOutputs.contains(node);
    return used && graph.isRead(node, name);
  }
}
