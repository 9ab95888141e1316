package io.esform.address;

/// A resource block within a module instance; its instances differ only by key.
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

  /// The resource of the same name in another module.
  public ResourceAddress in(ModuleAddress other) {
    return new ResourceAddress(other, mode, type, name);
  }

  @Override
  public int compareTo(ResourceAddress other) {
    int byModule = module.compareTo(other.module);
    if (byModule != 0) {
      return byModule;
    }
    int byMode = mode.compareTo(other.mode);
    if (byMode != 0) {
      return byMode;
    }
    int byType = type.compareTo(other.type);
    return byType != 0 ? byType : name.compareTo(other.name);
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
