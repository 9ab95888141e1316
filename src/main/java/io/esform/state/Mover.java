package io.esform.state;

import io.esform.address.Dependency;
import io.esform.address.DependencyIndex;
import io.esform.address.ResourceInstanceAddress;
import io.esform.state.InstanceState.Status;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Moves instances of a state to other addresses, all at once, so that two can swap addresses.
///
/// Updates the recorded dependencies of other instances.
public final class Mover {

  private final State state;
  private final SortedMap<ResourceInstanceAddress, ResourceInstanceAddress> moves;

  /// The instances, by their addresses before and after the moves.
  private final DependencyIndex<ResourceInstanceAddress> before = new DependencyIndex<>();

  private final DependencyIndex<ResourceInstanceAddress> after = new DependencyIndex<>();

  private final Map<Dependency, List<Dependency>> followed = new HashMap<>();

  private Mover(State state, SortedMap<ResourceInstanceAddress, ResourceInstanceAddress> moves) {
    this.state = state;
    this.moves = moves;
    for (ResourceInstanceAddress address : state.instances().keySet()) {
      before.add(address, address);
      after.add(to(address), address);
    }
  }

  /// @param moves new addresses by old ones; the new ones are distinct, and not used in the state
  ///   except by instances that move away
  public static State move(
      State state, SortedMap<ResourceInstanceAddress, ResourceInstanceAddress> moves) {
    return new Mover(state, moves).move();
  }

  private State move() {
    var instances = new TreeMap<ResourceInstanceAddress, InstanceState>();
    state
        .instances()
        .forEach((address, instance) -> instances.put(to(address), moved(address, instance)));
    var deposed = new TreeMap<DeposedKey, InstanceState>();
    state
        .deposed()
        .forEach((key, instance) ->
            deposed.put(
                new DeposedKey(to(key.address()), key.generation()),
                instance.withDependencies(follow(instance))));
    return new State(
        state.serial(),
        state.lineage(),
        state.outputs(),
        instances,
        deposed,
        state.retiring(moves.keySet()).retired());
  }

  /// The requests of an interrupted creation contain its address, in tags and names. They differ at
  /// another address, so the creation is not continued.
  private InstanceState moved(ResourceInstanceAddress address, InstanceState instance) {
    InstanceState following = instance.withDependencies(follow(instance));
    boolean isCut = moves.containsKey(address) && instance.status() == Status.INTERRUPTED;
    return isCut ? following.withStatus(Status.TAINTED) : following;
  }

  private ResourceInstanceAddress to(ResourceInstanceAddress address) {
    return moves.getOrDefault(address, address);
  }

  private List<Dependency> follow(InstanceState instance) {
    var dependencies = new TreeSet<Dependency>();
    for (Dependency dependency : instance.dependencies()) {
      dependencies.addAll(followed.computeIfAbsent(dependency, this::follow));
    }
    return List.copyOf(dependencies);
  }

  /// The dependencies that replace a dependency.
  private List<Dependency> follow(Dependency dependency) {
    List<ResourceInstanceAddress> meant = before.matching(dependency);
    if (meant.stream().noneMatch(it -> moves.containsKey(it))) {
      return List.of(dependency);
    }
    if (dependency.key() == null) {
      for (Dependency together : Dependency.meaning(to(meant.getFirst()))) {
        if (together.key() == null
            && new HashSet<>(meant).equals(new HashSet<>(after.matching(together)))) {
          return List.of(together);
        }
      }
    }
    return oneByOne(dependency, meant);
  }

  /// Refers to single instances if the new address also has other instances, which may be the
  /// dependents themselves.
  private List<Dependency> oneByOne(Dependency dependency, List<ResourceInstanceAddress> meant) {
    var dependencies = new TreeSet<Dependency>();
    boolean stays = meant.stream().anyMatch(it -> !moves.containsKey(it));
    if (stays) {
      dependencies.add(dependency);
    }
    for (ResourceInstanceAddress from : meant) {
      boolean isMeantStill = stays && Dependency.meaning(to(from)).contains(dependency);
      if (!isMeantStill) {
        dependencies.add(Dependency.on(to(from)));
      }
    }
    return List.copyOf(dependencies);
  }
}
