package io.esform.state;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.AddressParser;
import io.esform.address.ProviderKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.state.InstanceState.Status;
import io.esform.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RestorationTest {

  private static final State EMPTY = State.empty("lineage");
  private static final ResourceInstanceAddress A = address("thing.a");
  private static final ResourceInstanceAddress B = address("thing.b");

  private static ResourceInstanceAddress address(String text) {
    return requireNonNull(AddressParser.parseInstance(text).address());
  }

  private static InstanceState object(String id, int generation) {
    return new InstanceState(
        ProviderKey.parse("fake"),
        Value.objectOf(Map.of("id", Value.of(id))),
        Set.of(),
        List.of(),
        generation,
        Status.READY);
  }

  private static State with(State state, ResourceInstanceAddress address, InstanceState object) {
    var instances = new TreeMap<>(state.instances());
    instances.put(address, object);
    return state.withInstances(instances);
  }

  @Test
  void objectsThatTheEarlierStateDoesNotHaveAreForgotten() {
    State earlier = with(EMPTY, A, object("a", 1));
    State now = with(earlier, B, object("b", 1));
    assertThat(Restoration.of(earlier, now).forgotten()).containsOnlyKeys(new DeposedKey(B, 1));
    assertThat(Restoration.of(now, earlier).forgotten()).isEmpty();
  }

  @Test
  void theObjectThatHasReplacedAnotherIsForgotten() {
    State earlier = with(EMPTY, A, object("a", 1));
    State now = with(EMPTY, A, object("a2", 2));
    assertThat(Restoration.of(earlier, now).forgotten()).containsOnlyKeys(new DeposedKey(A, 2));
  }

  @Test
  void deposedObjectsAreForgotten() {
    State earlier = with(EMPTY, A, object("a", 2));
    State now = earlier.withDeposed(new TreeMap<>(Map.of(new DeposedKey(A, 1), object("old", 1))));
    assertThat(Restoration.of(earlier, now).forgotten()).containsOnlyKeys(new DeposedKey(A, 1));
  }

  /// As after a version of another lineage.
  @Test
  void anObjectWithAnotherIdIsAnotherObject() {
    State earlier = with(EMPTY, A, object("a", 1));
    State now = with(EMPTY, A, object("other", 1));
    assertThat(Restoration.of(earlier, now).forgotten()).containsOnlyKeys(new DeposedKey(A, 1));
  }

  @Test
  void noGenerationIsUsedAgain() {
    State earlier = with(EMPTY, A, object("a", 2));
    State now = with(with(EMPTY, A, object("a3", 3)), B, object("b", 5)).retiring(List.of(A, B));
    State restored = Restoration.of(earlier, now).state();
    assertThat(restored.instances()).isEqualTo(earlier.instances());
    assertThat(restored.lastGeneration(A)).isEqualTo(3);
    assertThat(restored.lastGeneration(B)).isEqualTo(5);
  }

  @Test
  void anEqualStateIsRestoredUnchanged() {
    State state = with(EMPTY, A, object("a", 2)).retiring(List.of(A, B));
    Restoration restoration = Restoration.of(state, state);
    assertThat(restoration.state()).isEqualTo(state);
    assertThat(restoration.forgotten()).isEmpty();
  }
}
