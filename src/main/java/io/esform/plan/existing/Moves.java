package io.esform.plan.existing;

import io.esform.address.InstanceKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.config.Module;
import io.esform.config.MoveRules;
import io.esform.config.MoveRules.Hop;
import io.esform.config.Repetition;
import io.esform.config.Resource;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.diag.SourceRange;
import io.esform.plan.PriorObject.Moved;
import io.esform.state.InstanceState.Status;
import io.esform.state.Mover;
import io.esform.state.State;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Moves the objects of a state to the addresses in `moved` blocks, following chains to their end.
/// When `count` is added or removed, the single instance of a resource becomes instance 0 or the
/// reverse.
///
/// The work grows with the number of objects, not of blocks.
public final class Moves {

  private final Module root;
  private final MoveRules rules;
  private final State state;
  private final TreeSet<ResourceInstanceAddress> known;
  private final DiagnosticSink sink = new DiagnosticSink();

  /// The move of one object.
  ///
  /// @param hops the number of moves
  /// @param block the last `moved` block of the chain; null for a move without a block
  private record MovedObject(
      ResourceInstanceAddress from,
      ResourceInstanceAddress to,
      int hops,
      @Nullable SourceRange block) {}

  /// @param state with the objects at their new addresses
  /// @param origins the former addresses of the moved objects, by new address
  public record Relocated(
      State state, SortedMap<ResourceInstanceAddress, Moved> origins, Diagnostics diagnostics) {

    /// All objects at their old addresses: a refresh-only run does not follow the configuration.
    public static Relocated nothing(State state) {
      return new Relocated(state, new TreeMap<>(), Diagnostics.none());
    }
  }

  private Moves(Module root, MoveRules rules, State state) {
    this.root = root;
    this.rules = rules;
    this.state = state;
    this.known = new TreeSet<>(state.instances().keySet());
    state.deposed().keySet().forEach(key -> known.add(key.address()));
  }

  public static Relocated follow(Module root, MoveRules rules, State state) {
    return new Moves(root, rules, state).run();
  }

  private Relocated run() {
    Map<ResourceInstanceAddress, MovedObject> byTarget = unblocked(routes());
    var moves = new TreeMap<ResourceInstanceAddress, ResourceInstanceAddress>();
    var origins = new TreeMap<ResourceInstanceAddress, Moved>();
    byTarget
        .values()
        .forEach(route -> {
          moves.put(route.from(), route.to());
          origins.put(route.to(), new Moved(route.from()));
        });
    State moved = moves.isEmpty() ? state : Mover.move(state, moves);
    return new Relocated(uncontinued(moved, origins), origins, sink.toDiagnostics());
  }

  /// Taints moved objects whose creation was interrupted: a creation can continue only at the
  /// address where it began.
  private static State uncontinued(State moved, Map<ResourceInstanceAddress, Moved> origins) {
    var instances = new TreeMap<>(moved.instances());
    origins
        .keySet()
        .forEach(address ->
            instances.computeIfPresent(
                address,
                (_, it) -> it.status() == Status.INTERRUPTED ? it.withStatus(Status.TAINTED) : it));
    return origins.isEmpty() ? moved : moved.withInstances(instances);
  }

  private SortedMap<ResourceInstanceAddress, MovedObject> routes() {
    var routes = new TreeMap<ResourceInstanceAddress, MovedObject>();
    for (ResourceInstanceAddress address : known) {
      MovedObject route = route(address);
      if (!route.to().equals(address)) {
        routes.put(address, route);
      }
    }
    return routes;
  }

  private MovedObject route(ResourceInstanceAddress from) {
    ResourceInstanceAddress at = from;
    SourceRange block = null;
    var seen = new HashSet<ResourceInstanceAddress>();
    for (Optional<Hop> hop = rules.next(at); hop.isPresent(); hop = rules.next(at)) {
      at = hop.get().to();
      block = hop.get().rule().block().range();
      if (!seen.add(at)) {
        sink.report(
            Diagnostic.error(
                    "Cyclic dependency in move statements",
                    "The moved blocks move %s in a cycle. Remove the outdated blocks."
                        .formatted(from),
                    block)
                .withAddress(from.toString()));
        return new MovedObject(from, from, 0, block);
      }
    }
    ResourceInstanceAddress implied = implied(at);
    return implied.equals(at)
        ? new MovedObject(from, at, seen.size(), block)
        : new MovedObject(from, implied, seen.size() + 1, block);
  }

  /// The address after a change of `count`: `r` becomes `r[0]` if the resource has a count now, and
  /// the reverse.
  private ResourceInstanceAddress implied(ResourceInstanceAddress at) {
    boolean single = at.key() instanceof InstanceKey.NoKey;
    boolean first = single || at.key().equals(InstanceKey.of(0));
    if (!first || rules.isNamed(at.resource())) {
      return at;
    }
    Resource resource = root.resource(at.resource());
    Repetition repetition = resource == null ? null : resource.repetition();
    InstanceKey key = at.key();
    if (single && repetition instanceof Repetition.Count) {
      key = InstanceKey.of(0);
    } else if (!single && repetition instanceof Repetition.Single) {
      key = InstanceKey.none();
    }
    ResourceInstanceAddress to = at.resource().instance(key);
    return known.contains(to) ? at : to;
  }

  /// The routes whose target is free, by target. A target is not free if an object that does not
  /// move has it, or if another object reaches it in fewer moves. The object of a blocked route
  /// keeps its address, which may block another route.
  private Map<ResourceInstanceAddress, MovedObject> unblocked(
      SortedMap<ResourceInstanceAddress, MovedObject> routes) {
    Map<ResourceInstanceAddress, MovedObject> byTarget = new TreeMap<>();
    var blocked = new ArrayDeque<MovedObject>();
    routes.values().stream()
        .sorted(Comparator.comparingInt(MovedObject::hops))
        .forEach(route -> {
          boolean taken = known.contains(route.to()) && !routes.containsKey(route.to());
          if (taken || byTarget.putIfAbsent(route.to(), route) != null) {
            blocked.add(route);
          }
        });
    while (!blocked.isEmpty()) {
      MovedObject route = blocked.remove();
      reportBlocked(route);
      MovedObject next = byTarget.remove(route.from());
      if (next != null) {
        blocked.add(next);
      }
    }
    return byTarget;
  }

  private void reportBlocked(MovedObject route) {
    if (route.block() != null) {
      sink.report(
          Diagnostic.warning(
                  "Object not moved",
                  "%1$s cannot move to %2$s, because the state has another object there. It stays at %1$s, and is destroyed if no block declares %1$s. To keep it, first move one of the two objects to another address:\n\n    esform state mv '%2$s' NEW-ADDRESS\n"
                      .formatted(route.from(), route.to()),
                  route.block())
              .withAddress(route.from().toString()));
    }
  }

  /// Reports instances that are still declared although a `moved` block moves them away.
  public static void checkDeclared(
      MoveRules rules, Iterable<ResourceInstance> wanted, DiagnosticSink sink) {
    if (rules.isEmpty()) {
      return;
    }
    for (ResourceInstance instance : wanted) {
      ResourceInstanceAddress address = instance.address();
      rules
          .next(address)
          .ifPresent(hop ->
              sink.error(
                  "Moved object still declared",
                  "This block moves %s to %s, but %1$s is still declared at %s. Remove that declaration, or the moved block."
                      .formatted(address, hop.to(), instance.resource().headerRange()),
                  hop.rule().block().range()));
    }
  }
}
