package io.esform.address;

import io.esform.address.ModuleAddress.Segment;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// A dependency of a resource instance: a whole resource, or one instance of it if the reference
/// has a key. Not resolved to instances, so that a thousand instances that depend on a thousand
/// others have a thousand edges and not a million.
///
/// For the same reason a module segment without a key means every instance of that call, as in
/// `module.nodes.es_node.store`. Only segments after the last key can have this meaning.
///
/// @param key null for the whole resource, also if its single instance has no key
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

  /// Every dependency that includes the instance, narrowest first: on the instance, on its
  /// resource, on that resource in every instance of its module, and so on outwards. The number
  /// grows only with the depth of modules, so a lookup of all dependents is cheap.
  public static SequencedSet<Dependency> meaning(ResourceInstanceAddress instance) {
    ResourceAddress resource = instance.resource();
    var all = new LinkedHashSet<Dependency>();
    all.add(on(instance));
    all.add(on(resource));
    var segments = new ArrayList<>(resource.module().segments());
    for (int depth = segments.size() - 1; depth >= 0; depth--) {
      segments.set(depth, new Segment(segments.get(depth).name(), InstanceKey.none()));
      all.add(on(resource.in(new ModuleAddress(segments))));
    }
    return all;
  }

  /// Whether the dependency is on the whole resource of the instance.
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
