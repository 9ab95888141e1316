package io.esform.plan;

import io.esform.address.ResourceInstanceAddress;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Values that applying a plan takes from the plan and does not compute again.
///
/// @param each `each.value` of the instances that have one
/// @param data the data sources that the plan has read
/// @param outputs root outputs that keep these values
/// @param openOutputs names of the root outputs that are computed again
public record SettledValues(
    SortedMap<ResourceInstanceAddress, Value> each,
    SortedMap<ResourceInstanceAddress, ObjectValue> data,
    SortedMap<String, Value> outputs,
    SortedSet<String> openOutputs) {

  public SettledValues {
    each = Collections.unmodifiableSortedMap(each);
    data = Collections.unmodifiableSortedMap(data);
    outputs = Collections.unmodifiableSortedMap(outputs);
    openOutputs = Collections.unmodifiableSortedSet(openOutputs);
  }

  /// For a plan without settled values.
  public static SettledValues none() {
    return new SettledValues(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeSet<>());
  }
}
