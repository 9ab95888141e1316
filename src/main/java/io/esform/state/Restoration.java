package io.esform.state;

import io.esform.value.Value;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The replacement of a state by an earlier one.
///
/// @param state to save: the earlier one, in which each address has also the generations that it
///   has used since, so that no platform confuses a new object with a forgotten one
/// @param forgotten the objects of the replaced state that the earlier one does not have
public record Restoration(State state, SortedMap<DeposedKey, InstanceState> forgotten) {

  /// @param now the state to replace
  public static Restoration of(State earlier, State now) {
    SortedMap<DeposedKey, InstanceState> before = objects(earlier);
    SortedMap<DeposedKey, InstanceState> forgotten = objects(now);
    forgotten.entrySet().removeIf(each -> isSame(before.get(each.getKey()), each.getValue()));
    return new Restoration(withGenerations(earlier, now), forgotten);
  }

  /// The current and deposed objects.
  private static SortedMap<DeposedKey, InstanceState> objects(State state) {
    var objects = new TreeMap<>(state.deposed());
    state
        .instances()
        .forEach((address, instance) ->
            objects.put(new DeposedKey(address, instance.generation()), instance));
    return objects;
  }

  /// Whether two states of one address and generation describe the same object.
  private static boolean isSame(@Nullable InstanceState before, InstanceState now) {
    if (before == null) {
      return false;
    }
    Value idBefore = id(before);
    Value idNow = id(now);
    return idBefore == null || idNow == null || idBefore.equals(idNow);
  }

  private static @Nullable Value id(InstanceState instance) {
    Value id = instance.attributes().attributes().get("id");
    return id == null || id.unmarked() instanceof Value.NullValue ? null : id.unmarked();
  }

  private static State withGenerations(State earlier, State now) {
    var used = new TreeMap<>(now.retired());
    objects(now).keySet().forEach(key -> used.merge(key.address(), key.generation(), Math::max));
    used.entrySet().removeIf(each -> each.getValue() <= earlier.lastGeneration(each.getKey()));
    var retired = new TreeMap<>(earlier.retired());
    retired.putAll(used);
    return new State(
        earlier.serial(),
        earlier.lineage(),
        earlier.outputs(),
        earlier.instances(),
        earlier.deposed(),
        retired);
  }
}
