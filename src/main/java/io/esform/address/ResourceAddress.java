package io.esform.address;

import java.util.Comparator;

/// A resource block within a module instance; its instances differ by key only.
public record ResourceAddress(ModuleAddress module, Mode mode, String type, String name)
    implements Comparable<ResourceAddress> {

  /// Whether esform manages the object or only reads it (`data`).
  public enum Mode {
    MANAGED,
    DATA
  }

  public ResourceInstanceAddress instance(InstanceKey key) {
    return new ResourceInstanceAddress(this, key);
  }

  @Override
  public int compareTo(ResourceAddress other) {
    return Comparator.comparing(ResourceAddress::module)
        .thenComparing(ResourceAddress::mode)
        .thenComparing(ResourceAddress::type)
        .thenComparing(ResourceAddress::name)
        .compare(this, other);
  }

  /// `module.cluster.es_node.store`, `data.aws_ami.debian`.
  @Override
  public String toString() {
    return (module.isRoot() ? "" : module + ".")
        + (mode == Mode.DATA ? "data." : "")
        + type
        + "."
        + name;
  }
}
