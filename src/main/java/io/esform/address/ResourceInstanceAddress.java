package io.esform.address;

/// The address of one resource instance, the unit of plans and states.
public record ResourceInstanceAddress(ResourceAddress resource, InstanceKey key)
    implements Comparable<ResourceInstanceAddress> {

  @Override
  public int compareTo(ResourceInstanceAddress other) {
    int byResource = resource.compareTo(other.resource);
    return byResource != 0 ? byResource : key.compareTo(other.key);
  }

  /// `module.cluster.es_node.store[0]`, `es_dns_record.name["store"]`.
  @Override
  public String toString() {
    return resource.toString() + key;
  }
}
