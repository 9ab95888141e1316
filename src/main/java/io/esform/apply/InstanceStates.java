package io.esform.apply;

import io.esform.plan.Change;
import io.esform.state.InstanceState;
import io.esform.value.Type;
import io.esform.value.Type.AnyType;
import io.esform.value.Type.ListType;
import io.esform.value.Type.MapType;
import io.esform.value.Type.ObjectType;
import io.esform.value.Type.Primitive;
import io.esform.value.Type.SetType;
import io.esform.value.Type.TupleType;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Makes what the state remembers of an instance.
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
        change.providerName(),
        attributes,
        dynamicAttributes(change),
        change.dependencies(),
        change.generation(),
        status);
  }

  /// What is asked for, before anything more is known.
  static InstanceState planned(Change change, ObjectValue planned) {
    return of(change, known(planned), InstanceState.Status.INTERRUPTED);
  }

  /// The same with null for every attribute that holds an unknown.
  static ObjectValue known(ObjectValue object) {
    var attributes = new TreeMap<String, Value>();
    object
        .attributes()
        .forEach((name, value) ->
            attributes.put(name, value.isWhollyKnown() ? value : Value.nullOf(value.type())));
    return new ObjectValue(attributes);
  }

  private static Set<String> dynamicAttributes(Change change) {
    var names = new TreeSet<String>();
    if (change.schema().impliedType() instanceof ObjectType(var attributes, _)) {
      attributes.forEach((name, type) -> {
        if (isOpen(type)) {
          names.add(name);
        }
      });
    }
    return names;
  }

  private static boolean isOpen(Type type) {
    return switch (type) {
      case AnyType() -> true;
      case Primitive _ -> false;
      case ListType(var element) -> isOpen(element);
      case SetType(var element) -> isOpen(element);
      case MapType(var element) -> isOpen(element);
      case TupleType(var elements) -> elements.stream().anyMatch(InstanceStates::isOpen);
      case ObjectType(var attributes, _) ->
          attributes.values().stream().anyMatch(InstanceStates::isOpen);
    };
  }
}
