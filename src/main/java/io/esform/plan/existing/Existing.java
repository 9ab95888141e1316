package io.esform.plan.existing;

import io.esform.address.ResourceInstanceAddress;
import io.esform.plan.existing.Imports.ImportedObject;
import io.esform.plan.existing.Moves.Relocated;
import io.esform.plan.existing.Refresher.Refreshed;
import io.esform.state.State;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The objects that a plan starts from, after recovery of an interrupted run, `moved` blocks,
/// refresh and imports.
///
/// @param recorded the recorded objects, before moves, refresh and imports
/// @param prior the recorded objects at their new addresses, as last known
/// @param present the same objects as read
/// @param gone addresses in `prior` whose objects were not found
/// @param origins of moved and imported objects
/// @param incomplete addresses of imported objects that could not be read back in full
public record Existing(
    State recorded,
    State prior,
    State present,
    Set<ResourceInstanceAddress> gone,
    Origins origins,
    Set<ResourceInstanceAddress> incomplete) {

  public static Existing of(State recorded, Relocated relocated, Refreshed refreshed) {
    return new Existing(
        recorded,
        relocated.state(),
        refreshed.state(),
        refreshed.gone(),
        new Origins(relocated.origins()),
        Set.of());
  }

  /// Objects that were neither moved nor read.
  public static Existing of(State state) {
    return new Existing(state, state, state, Set.of(), new Origins(Map.of()), Set.of());
  }

  public Existing withImports(List<ImportedObject> imports) {
    if (imports.isEmpty()) {
      return this;
    }
    var known = new TreeMap<>(prior.instances());
    var found = new TreeMap<>(present.instances());
    for (ImportedObject object : imports) {
      ResourceInstanceAddress address = object.target().address();
      known.put(address, object.state());
      found.put(address, object.state());
    }
    return new Existing(
        recorded,
        prior.withInstances(known),
        present.withInstances(found),
        gone,
        origins.withImports(imports),
        incomplete(imports));
  }

  /// The same, with the missing attributes of imported objects.
  public Existing completed(Map<ResourceInstanceAddress, ObjectValue> objects) {
    return objects.isEmpty()
        ? this
        : new Existing(
            recorded,
            complete(prior, objects),
            complete(present, objects),
            gone,
            origins,
            Set.of());
  }

  private static Set<ResourceInstanceAddress> incomplete(List<ImportedObject> objects) {
    return objects.stream()
        .filter(ImportedObject::partial)
        .map(object -> object.target().address())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static State complete(State state, Map<ResourceInstanceAddress, ObjectValue> completed) {
    var instances = new TreeMap<>(state.instances());
    completed.forEach((address, object) ->
        instances.computeIfPresent(address, (_, known) -> known.withAttributes(object)));
    return state.withInstances(instances);
  }

  public Existing withPresent(State now) {
    return new Existing(recorded, prior, now, gone, origins, incomplete);
  }
}
