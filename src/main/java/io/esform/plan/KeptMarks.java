package io.esform.plan;

import io.esform.address.ResourceInstanceAddress;
import io.esform.state.InstanceState;
import io.esform.state.State;
import io.esform.value.Marks;
import io.esform.value.Value.ObjectValue;
import java.util.TreeMap;

/// Gives what stays as it is the marks of its configuration, so that the state seals a value from
/// the run on in which it becomes sensitive: no step would write it.
final class KeptMarks {

  private KeptMarks() {}

  static State apply(State state, Iterable<Outcome> outcomes) {
    var instances = new TreeMap<>(state.instances());
    boolean isChanged = false;
    for (Outcome outcome : outcomes) {
      ResourceInstanceAddress address = outcome.address();
      InstanceState known = instances.get(address);
      if (known != null && outcome instanceof Outcome.Managed managed && managed.isUnchanged()) {
        ObjectValue marked = marked(known.attributes(), managed.value());
        isChanged |= !marked.equals(known.attributes());
        instances.put(address, known.withAttributes(marked));
      }
    }
    return isChanged ? state.withInstances(instances) : state;
  }

  private static ObjectValue marked(ObjectValue known, ObjectValue planned) {
    return known.containsSensitive() || planned.containsSensitive()
        ? (ObjectValue) Marks.apply(Marks.strip(known), Marks.sensitivePaths(planned))
        : known;
  }
}
