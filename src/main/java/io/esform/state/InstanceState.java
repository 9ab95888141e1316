package io.esform.state;

import io.esform.address.Dependency;
import io.esform.value.Value;
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
    TAINTED,
    /// A run was ended while it made the object. The attributes are those that were asked for, with
    /// null for what was not known yet but the id. The next apply carries on where the type can do
    /// that, and replaces it where not.
    INTERRUPTED
  }

  public InstanceState {
    dynamicAttributes = Collections.unmodifiableSet(new TreeSet<>(dynamicAttributes));
    dependencies = List.copyOf(dependencies);
  }

  public InstanceState withAttributes(ObjectValue now) {
    return new InstanceState(provider, now, dynamicAttributes, dependencies, generation, status);
  }

  public InstanceState withDependencies(List<Dependency> now) {
    return new InstanceState(provider, attributes, dynamicAttributes, now, generation, status);
  }

  /// What stands once the object that this one plans is known by an id, and nothing else of it is.
  public InstanceState identified(String id) {
    ObjectValue known =
        attributes.attributes().containsKey("id")
            ? attributes.with("id", Value.of(id))
            : attributes;
    return new InstanceState(
        provider, known, dynamicAttributes, dependencies, generation, Status.INTERRUPTED);
  }

  public InstanceState withStatus(Status now) {
    return new InstanceState(
        provider, attributes, dynamicAttributes, dependencies, generation, now);
  }
}
