package io.esform.plan.declared;

import io.esform.address.ResourceInstanceAddress;
import io.esform.state.InstanceState;
import io.esform.state.State;
import io.esform.value.Marks;
import io.esform.value.Value.ObjectValue;
import java.util.TreeMap;

/// Adds the sensitive marks of the configuration to unchanged objects, so that the state seals a
/// value that has become sensitive. No step of the run would write it otherwise.
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
