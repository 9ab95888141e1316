package io.esform.address;

import org.jspecify.annotations.Nullable;

/// What a resource instance needs to be done before it: a whole resource, or one instance of it
/// when the reference names the key. Kept this coarse so that the edges of a thousand instances
/// that need a thousand others are a thousand, not a million.
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
