package io.esform.address;

import java.util.Comparator;

/// One instance of a resource: what a plan changes and a state remembers.
public record ResourceInstanceAddress(ResourceAddress resource, InstanceKey key)
    implements Comparable<ResourceInstanceAddress> {

  @Override
  public int compareTo(ResourceInstanceAddress other) {
    return Comparator.comparing(ResourceInstanceAddress::resource)
        .thenComparing(ResourceInstanceAddress::key)
        .compare(this, other);
  }

  /// `module.cluster.es_node.store[0]`, `es_dns_record.name["store"]`.
  @Override
  public String toString() {
    return resource.toString() + key;
  }
}
