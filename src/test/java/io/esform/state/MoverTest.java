package io.esform.state;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.AddressParser;
import io.esform.address.Dependency;
import io.esform.address.ProviderKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.state.InstanceState.Status;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MoverTest {

  private final SortedMap<ResourceInstanceAddress, InstanceState> instances = new TreeMap<>();
  private final SortedMap<DeposedKey, InstanceState> deposed = new TreeMap<>();

  @Test
  void aDependencyOnAResourceFollowsWhenAllOfItMoves() {
    instance("t.a[0]");
    instance("t.a[1]");
    instance("t.user", "t.a");
    State moved = move("t.a[0] -> module.m.t.b[0]", "t.a[1] -> module.m.t.b[1]");
    assertThat(dependencies(moved, "t.user")).containsExactly("module.m.t.b");
  }

  @Test
  void aDependencyOnAResourceStaysAndGrowsWhenSomeOfItMoves() {
    instance("t.a[0]");
    instance("t.a[1]");
    instance("t.user", "t.a");
    State moved = move("t.a[1] -> t.b");
    assertThat(dependencies(moved, "t.user")).containsExactly("t.a", "t.b");
  }

  @Test
  void aDependencyOnAResourceStaysWhenAnInstanceChangesItsKeyOnly() {
    instance("t.a[0]");
    instance("t.a[1]");
    instance("t.user", "t.a");
    State moved = move("t.a[1] -> t.a[\"x\"]");
    assertThat(dependencies(moved, "t.user")).containsExactly("t.a");
  }

  @Test
  void aDependencyOnAModulesInstancesFollowsWhenAllOfThemMove() {
    instance("module.m[0].t.a");
    instance("module.m[1].t.a");
    instance("t.user", "module.m.t.a");
    State moved = move("module.m[0].t.a -> module.n[0].t.a", "module.m[1].t.a -> module.n[1].t.a");
    assertThat(dependencies(moved, "t.user")).containsExactly("module.n.t.a");
  }

  @Test
  void aDependencyOnAModulesInstancesStaysAndGrowsWhenSomeOfThemMove() {
    instance("module.m[0].t.a");
    instance("module.m[1].t.a");
    instance("t.user", "module.m.t.a");
    State moved = move("module.m[0].t.a -> module.m[2].t.a", "module.m[1].t.a -> t.b");
    assertThat(dependencies(moved, "t.user")).containsExactly("t.b", "module.m[2].t.a");
  }

  @Test
  void aDependencyOnAModuleStandsForAllItsInstancesOnceItHasSeveral() {
    instance("module.m.t.a");
    instance("t.user", "module.m.t.a");
    State moved = move("module.m.t.a -> module.m[0].t.a");
    assertThat(dependencies(moved, "t.user")).containsExactly("module.m[0].t.a");
  }

  @Test
  void aDependencyOnOneInstanceFollowsThatInstanceOnly() {
    instance("t.a[0]");
    instance("t.a[1]");
    instance("t.user", "t.a[0]");
    instance("t.other", "t.a[1]");
    State moved = move("t.a[0] -> t.b");
    assertThat(dependencies(moved, "t.user")).containsExactly("t.b");
    assertThat(dependencies(moved, "t.other")).containsExactly("t.a[1]");
  }

  @Test
  void whatMovesBesideItsUserBecomesNoDependencyOfTheUserOnItself() {
    instance("t.a");
    instance("t.b[\"user\"]", "t.a");
    State moved = move("t.a -> t.b[\"used\"]");
    assertThat(dependencies(moved, "t.b[\"user\"]")).containsExactly("t.b[\"used\"]");
  }

  @Test
  void instancesMayChangePlaces() {
    instance("t.a", "t.b");
    instance("t.b");
    State moved = move("t.a -> t.b", "t.b -> t.a");
    assertThat(dependencies(moved, "t.b")).containsExactly("t.a");
    assertThat(dependencies(moved, "t.a")).isEmpty();
  }

  @Test
  void anInterruptedCreationIsReplacedUnderAnotherAddress() {
    InstanceState interrupted = instance("t.a").withStatus(Status.INTERRUPTED);
    instances.put(address("t.a"), interrupted);
    instances.put(address("t.c"), interrupted);
    State moved = move("t.a -> t.b");
    assertThat(requireNonNull(moved.instance(address("t.b"))).status()).isEqualTo(Status.TAINTED);
    assertThat(requireNonNull(moved.instance(address("t.c"))).status())
        .isEqualTo(Status.INTERRUPTED);
  }

  @Test
  void deposedObjectsGoWithTheirInstance() {
    instance("t.a");
    InstanceState old = instance("t.dropped", "t.a");
    deposed.put(new DeposedKey(address("t.a"), 3), old);
    State moved = move("t.a -> t.b");
    assertThat(moved.deposed().keySet()).containsExactly(new DeposedKey(address("t.b"), 3));
    assertThat(moved.deposed().values())
        .singleElement()
        .extracting(InstanceState::dependencies)
        .isEqualTo(List.of(requireNonNull(AddressParser.parseDependency("t.b").address())));
  }

  private InstanceState instance(String address, String... dependencies) {
    List<Dependency> needed =
        List.of(dependencies).stream()
            .map(text -> requireNonNull(AddressParser.parseDependency(text).address()))
            .toList();
    var state =
        new InstanceState(
            ProviderKey.parse("builtin"),
            new ObjectValue(new TreeMap<>()),
            Set.of(),
            needed,
            1,
            Status.READY);
    instances.put(address(address), state);
    return state;
  }

  private State move(String... moves) {
    var byOld = new TreeMap<ResourceInstanceAddress, ResourceInstanceAddress>();
    for (String move : moves) {
      String[] ends = move.split(" -> ", -1);
      byOld.put(address(ends[0]), address(ends[1]));
    }
    return Mover.move(new State(1, "lineage", new TreeMap<>(), instances, deposed), byOld);
  }

  private static List<String> dependencies(State state, String address) {
    return requireNonNull(state.instance(address(address))).dependencies().stream()
        .map(Dependency::toString)
        .toList();
  }

  private static ResourceInstanceAddress address(String text) {
    return requireNonNull(AddressParser.parseInstance(text).address());
  }
}
