package io.esform.state;

import io.esform.address.Dependency;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceInstanceAddress;
import io.esform.state.InstanceState.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Gives what a state knows other addresses, all at once: two may change places.
///
/// What other instances have recorded as their dependencies follows.
public final class Mover {

  private final State state;
  private final SortedMap<ResourceInstanceAddress, ResourceInstanceAddress> moves;

  private Mover(State state, SortedMap<ResourceInstanceAddress, ResourceInstanceAddress> moves) {
    this.state = state;
    this.moves = moves;
  }

  /// @param moves new addresses by old ones; no two the same, and none that the state holds unless
  ///   it moves away
  public static State move(
      State state, SortedMap<ResourceInstanceAddress, ResourceInstanceAddress> moves) {
    return new Mover(state, moves).move();
  }

  private State move() {
    Map<ResourceAddress, List<Dependency>> wholes = wholes();
    var instances = new TreeMap<ResourceInstanceAddress, InstanceState>();
    state
        .instances()
        .forEach(
            (address, instance) -> instances.put(to(address), moved(address, instance, wholes)));
    var deposed = new TreeMap<DeposedKey, InstanceState>();
    state
        .deposed()
        .forEach((key, instance) ->
            deposed.put(
                new DeposedKey(to(key.address()), key.generation()),
                instance.withDependencies(follow(instance, wholes))));
    return new State(
        state.serial(),
        state.lineage(),
        state.outputs(),
        instances,
        deposed,
        state.retiring(moves.keySet()).retired());
  }

  /// An interrupted creation is known to its platform by a token that its address is part of: under
  /// another one it cannot be carried on.
  private InstanceState moved(
      ResourceInstanceAddress address,
      InstanceState instance,
      Map<ResourceAddress, List<Dependency>> wholes) {
    InstanceState following = instance.withDependencies(follow(instance, wholes));
    boolean isCut = moves.containsKey(address) && instance.status() == Status.INTERRUPTED;
    return isCut ? following.withStatus(Status.TAINTED) : following;
  }

  private ResourceInstanceAddress to(ResourceInstanceAddress address) {
    return moves.getOrDefault(address, address);
  }

  /// What takes the place of a dependency on a whole resource of which something moves.
  private Map<ResourceAddress, List<Dependency>> wholes() {
    var staying = new TreeSet<ResourceAddress>();
    for (ResourceInstanceAddress address : state.instances().keySet()) {
      if (!moves.containsKey(address)) {
        staying.add(address.resource());
      }
    }
    var moved = new TreeMap<ResourceAddress, List<ResourceInstanceAddress>>();
    moves
        .keySet()
        .forEach(from -> moved.computeIfAbsent(from.resource(), _ -> new ArrayList<>()).add(from));
    var wholes = new TreeMap<ResourceAddress, List<Dependency>>();
    moved.forEach(
        (resource, instances) -> wholes.put(resource, whole(resource, staying, instances)));
    return wholes;
  }

  /// Names instances one by one where their new resource has others, which may be the very ones
  /// that depend on them.
  private List<Dependency> whole(
      ResourceAddress resource, Set<ResourceAddress> staying, List<ResourceInstanceAddress> moved) {
    ResourceAddress first = to(moved.getFirst()).resource();
    boolean together = moved.stream().allMatch(from -> to(from).equals(first.instance(from.key())));
    if (together && !staying.contains(resource) && !staying.contains(first)) {
      return List.of(Dependency.on(first));
    }
    var dependencies = new ArrayList<Dependency>();
    if (staying.contains(resource)) {
      dependencies.add(Dependency.on(resource));
    }
    for (ResourceInstanceAddress from : moved) {
      if (!staying.contains(resource) || !to(from).resource().equals(resource)) {
        dependencies.add(Dependency.on(to(from)));
      }
    }
    return dependencies;
  }

  private List<Dependency> follow(
      InstanceState instance, Map<ResourceAddress, List<Dependency>> wholes) {
    var dependencies = new TreeSet<Dependency>();
    for (Dependency dependency : instance.dependencies()) {
      if (dependency.key() != null) {
        dependencies.add(Dependency.on(to(dependency.resource().instance(dependency.key()))));
      } else {
        dependencies.addAll(wholes.getOrDefault(dependency.resource(), List.of(dependency)));
      }
    }
    return List.copyOf(dependencies);
  }
}
