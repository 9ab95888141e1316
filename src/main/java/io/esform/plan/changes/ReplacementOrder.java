package io.esform.plan.changes;

import io.esform.address.Dependency;
import io.esform.address.DependencyIndex;
import io.esform.address.ResourceInstanceAddress;
import io.esform.config.Resource;
import io.esform.config.Resource.Lifecycle.CreateBeforeDestroy;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.state.InstanceState;
import io.esform.state.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Decides which replacements create before they destroy: those whose lifecycle requires it, and
/// their replaced dependencies. An old object needs its dependencies as long as it exists. If it
/// exists until the new object is created, a replaced dependency must also be created first.
///
/// Each change and each resource is visited once.
public final class ReplacementOrder {

  private final State prior;
  private final Map<ResourceInstanceAddress, Resource> blocks = new HashMap<>();
  private final DiagnosticSink sink;
  private final DependencyIndex<Change> removals = new DependencyIndex<>();
  private final DependencyIndex<Change> puts = new DependencyIndex<>();

  /// The changes whose old objects outlive the creation of a new one, with the change whose
  /// lifecycle causes that.
  private final IdentityHashMap<Change, Change> stays = new IdentityHashMap<>();

  /// Changes that create first because of a dependent, with that dependent.
  private final IdentityHashMap<Change, Change> neededBy = new IdentityHashMap<>();

  /// Changes that would have to create first and whose lifecycle forbids it.
  private final List<Change> refusing = new ArrayList<>();

  /// @param prior the state that the changes were planned against
  ReplacementOrder(State prior, Iterable<ResourceInstance> instances, DiagnosticSink sink) {
    this.prior = prior;
    this.sink = sink;
    for (ResourceInstance instance : instances) {
      blocks.put(instance.address(), instance.resource());
    }
  }

  private static Set<Change> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  /// The same changes, with the order of each replacement.
  List<Change> decide(List<Change> changes) {
    if (changes.stream().noneMatch(this::wantsCreateFirst)) {
      return changes;
    }
    changes.forEach(this::index);
    spread(changes);
    if (!refusing.isEmpty()) {
      reportCycles();
    }
    return changes.stream()
        .map(change ->
            change.action() == Action.REPLACE && stays.containsKey(change)
                ? change.creatingFirst()
                : change)
        .toList();
  }

  private void index(Change change) {
    switch (change.action()) {
      case DELETE, FORGET -> removals.add(change.address(), change);
      case REPLACE -> {
        removals.add(change.address(), change);
        puts.add(change.address(), change);
      }
      case NO_OP, CREATE, READ, UPDATE -> puts.add(change.address(), change);
    }
  }

  private @Nullable CreateBeforeDestroy said(Change change) {
    Resource block = blocks.get(change.address());
    return block == null || change.action() != Action.REPLACE
        ? null
        : block.lifecycle().createBeforeDestroy();
  }

  private boolean wantsCreateFirst(Change change) {
    CreateBeforeDestroy said = said(change);
    return said != null && said.wanted();
  }

  private void spread(List<Change> changes) {
    Deque<Change> open = new ArrayDeque<>();
    for (Change change : changes) {
      if (wantsCreateFirst(change)) {
        stays.put(change, change);
        open.add(change);
      }
    }
    var expanded = new HashSet<Dependency>();
    while (!open.isEmpty()) {
      Change change = open.remove();
      for (Dependency dependency : priorDependencies(change)) {
        if (!dependency.isOnWholeOf(change.address()) && expanded.add(dependency)) {
          removals.matching(dependency).forEach(needed -> stay(needed, change, open));
        }
      }
    }
  }

  private void stay(Change needed, Change by, Deque<Change> open) {
    CreateBeforeDestroy said = said(needed);
    if (stays.containsKey(needed)) {
      return;
    }
    if (said != null && !said.wanted()) {
      if (neededBy.putIfAbsent(needed, by) == null) {
        refusing.add(needed);
      }
      return;
    }
    stays.put(needed, stays.getOrDefault(by, by));
    neededBy.put(needed, by);
    open.add(needed);
  }

  private List<Dependency> priorDependencies(Change change) {
    if (change.action() != Action.REPLACE) {
      return change.dependencies();
    }
    InstanceState known = prior.instance(change.address());
    return known == null ? List.of() : known.dependencies();
  }

  /// A replacement that must destroy first is part of a cycle only if a new object that is created
  /// early waits for its new object.
  private void reportCycles() {
    Set<Change> awaited = awaited();
    for (Change change : refusing) {
      if (awaited.contains(change)) {
        reportCycle(change);
      }
    }
  }

  /// The dependencies of new objects that are created first.
  private Set<Change> awaited() {
    Set<Change> found = identitySet();
    var expanded = new HashSet<Dependency>();
    Deque<Change> open = new ArrayDeque<>(stays.keySet());
    while (!open.isEmpty()) {
      Change change = open.remove();
      if (change.action() == Action.DELETE || change.action() == Action.FORGET) {
        continue;
      }
      for (Dependency dependency : change.dependencies()) {
        if (!dependency.isOnWholeOf(change.address()) && expanded.add(dependency)) {
          for (Change needed : puts.matching(dependency)) {
            if (found.add(needed)) {
              open.add(needed);
            }
          }
        }
      }
    }
    return found;
  }

  private void reportCycle(Change last) {
    List<Change> chain = new ArrayList<>();
    for (Change at = neededBy.get(last); at != null; at = neededBy.get(at)) {
      chain.addFirst(at);
    }
    Change first = chain.getFirst();
    var lines = new StringBuilder();
    line(lines, "the new %s waits for the new %s, which it needs", first, last);
    line(lines, "the new %s waits until the old one is destroyed (%s)", last, range(last));
    chain.add(last);
    for (int at = chain.size() - 1; at > 0; at--) {
      line(
          lines,
          "the old %s stays until the old %s, which needs it, is destroyed",
          chain.get(at),
          chain.get(at - 1));
    }
    line(lines, "the old %s stays until the new one is created (%s)", first, range(first));
    sink.report(
        Diagnostic.error(
                "Cycle of replacements",
                "%1$s and %2$s must both be replaced, but their lifecycles require a cyclic order:%3$s\nRemove create_before_destroy = false from %2$s, so that it is also created first, or remove create_before_destroy = true from %1$s."
                    .formatted(first.address(), last.address(), lines),
                range(last))
            .withContext(last.subject())
            .withAddress(last.address().toString()));
  }

  private static void line(StringBuilder lines, String text, Change first, Object second) {
    Object shown = second instanceof Change change ? change.address() : second;
    lines.append("\n    ").append(text.formatted(first.address(), shown));
  }

  private SourceRange range(Change change) {
    CreateBeforeDestroy said = said(change);
    SourceRange header = change.subject();
    if (said != null) {
      return said.range();
    }
    return header == null ? new SourceRange("", 1, 1, 1, 1, 0, 0) : header;
  }

  /// The origin of each create-before-destroy replacement, by address.
  Map<ResourceInstanceAddress, CreateFirstCause> origins() {
    var origins = new TreeMap<ResourceInstanceAddress, CreateFirstCause>();
    stays.forEach((change, first) -> {
      if (change.action() == Action.REPLACE) {
        origins.put(change.address(), new CreateFirstCause(first.address(), range(first)));
      }
    });
    return origins;
  }

  /// The replacement whose lifecycle causes a create-before-destroy order.
  ///
  /// @param range of its `create_before_destroy`
  public record CreateFirstCause(ResourceInstanceAddress address, SourceRange range) {}
}
