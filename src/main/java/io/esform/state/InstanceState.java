package io.esform.state;

import io.esform.address.Dependency;
import io.esform.value.Value.ObjectValue;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What the state knows of one resource instance.
///
/// @param provider the provider that made it: `local`, `builtin`; with an alias, `aws.west`
/// @param attributes as last known, sensitive ones marked; wholly known. Read back from a file,
///   types are those that JSON has (tuples, objects): whoever knows the schema converts
/// @param dynamicAttributes those whose schema leaves the type open, whose own type is kept
/// @param dependencies what it needed when it was last applied: it is destroyed before them
/// @param generation counts the objects this address has had
public record InstanceState(
    String provider,
    ObjectValue attributes,
    Set<String> dynamicAttributes,
    List<Dependency> dependencies,
    int generation,
    Status status) {

  /// Whether the object is whole.
  public enum Status {
    READY,
    /// Half made: replaced by the next apply.
    TAINTED
  }

  public InstanceState {
    dynamicAttributes = Collections.unmodifiableSet(new TreeSet<>(dynamicAttributes));
    dependencies = List.copyOf(dependencies);
  }

  public InstanceState withAttributes(ObjectValue now) {
    return new InstanceState(provider, now, dynamicAttributes, dependencies, generation, status);
  }
}
