package io.esform.address;

import io.esform.address.ModuleAddress.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// What a resource instance needs to be done before it: a whole resource, or one instance of it
/// when the reference names the key. Kept this coarse so that the edges of a thousand instances
/// that need a thousand others are a thousand, not a million.
///
/// For the same reason a module step without a key stands for every instance of that call, as in
/// `module.nodes.es_node.store`, whoever needs it; only steps behind which no key stands can be
/// meant so.
///
/// @param key null for the whole resource, also where its one instance has no key
public record Dependency(ResourceAddress resource, @Nullable InstanceKey key)
    implements Comparable<Dependency> {

  public Dependency {
    if (key instanceof InstanceKey.NoKey) {
      key = null;
    }
  }

  public static Dependency on(ResourceAddress resource) {
    return new Dependency(resource, null);
  }

  public static Dependency on(ResourceInstanceAddress instance) {
    return new Dependency(instance.resource(), instance.key());
  }

  /// Every dependency that means that instance, the narrowest first: on itself, on its resource, on
  /// that resource in every instance of its module, and so on outwards. As many as modules are
  /// nested, so that they can be looked up where all that depends on something is asked for.
  public static SequencedSet<Dependency> meaning(ResourceInstanceAddress instance) {
    ResourceAddress resource = instance.resource();
    var all = new LinkedHashSet<Dependency>();
    all.add(on(instance));
    all.add(on(resource));
    var steps = new ArrayList<>(resource.module().steps());
    for (int depth = steps.size() - 1; depth >= 0; depth--) {
      steps.set(depth, new Step(steps.get(depth).name(), InstanceKey.none()));
      all.add(on(resource.in(new ModuleAddress(steps))));
    }
    return all;
  }

  /// Whether the dependency is on a whole resource that the instance is one of.
  public boolean isOnWholeOf(ResourceInstanceAddress instance) {
    if (key != null || !resource.name().equals(instance.resource().name())) {
      return false;
    }
    return meaning(instance).contains(this);
  }

  @Override
  public int compareTo(Dependency other) {
    int byResource = resource.compareTo(other.resource);
    return byResource != 0 ? byResource : orNone(key).compareTo(orNone(other.key));
  }

  private static InstanceKey orNone(@Nullable InstanceKey key) {
    return key == null ? InstanceKey.none() : key;
  }

  @Override
  public String toString() {
    return resource + (key == null ? "" : key.toString());
  }
}
