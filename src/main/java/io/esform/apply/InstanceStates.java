package io.esform.apply;

import io.esform.plan.Change;
import io.esform.state.InstanceState;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.TreeMap;

/// Creates the state entries of instances.
final class InstanceStates {

  private InstanceStates() {}

  static InstanceState ready(Change change, ObjectValue attributes) {
    return of(change, attributes, InstanceState.Status.READY);
  }

  static InstanceState tainted(Change change, ObjectValue attributes) {
    return of(change, attributes, InstanceState.Status.TAINTED);
  }

  private static InstanceState of(
      Change change, ObjectValue attributes, InstanceState.Status status) {
    return new InstanceState(
        change.provider(),
        attributes,
        change.schema().openAttributes(),
        change.dependencies(),
        change.generation(),
        status,
        change.schema().version(),
        null);
  }

  /// The planned object of an interrupted creation or update.
  static InstanceState planned(Change change, ObjectValue planned) {
    return of(change, known(planned), InstanceState.Status.INTERRUPTED);
  }

  /// The same object, with null for every attribute that contains an unknown.
  static ObjectValue known(ObjectValue object) {
    var attributes = new TreeMap<String, Value>();
    object
        .attributes()
        .forEach((name, value) ->
            attributes.put(name, value.isWhollyKnown() ? value : Value.nullOf(value.type())));
    return new ObjectValue(attributes);
  }
}
