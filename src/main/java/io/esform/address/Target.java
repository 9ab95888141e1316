package io.esform.address;

import io.esform.address.ModuleAddress.Segment;
import java.util.List;

/// A selection of resource instances by a user.
///
/// Without a key at its end, every instance of the module call or the resource.
public sealed interface Target {

  /// Whether the target includes that instance.
  boolean contains(ResourceInstanceAddress instance);

  /// The key at its end.
  InstanceKey key();

  /// A module with everything in it.
  record OfModule(ModuleAddress module) implements Target {

    public OfModule {
      if (module.isRoot()) {
        throw new IllegalArgumentException("the root module has no address");
      }
    }

    /// Whether that module is this one, an instance of it, or nested inside it.
    public boolean contains(ModuleAddress other) {
      List<Segment> segments = module.segments();
      int last = segments.size() - 1;
      if (other.segments().size() < segments.size()
          || !other.segments().subList(0, last).equals(segments.subList(0, last))) {
        return false;
      }
      Segment here = other.segments().get(last);
      return here.name().equals(segments.get(last).name())
          && (isWhole(segments.get(last).key()) || here.key().equals(segments.get(last).key()));
    }

    @Override
    public boolean contains(ResourceInstanceAddress instance) {
      return contains(instance.resource().module());
    }

    @Override
    public InstanceKey key() {
      return module.segments().getLast().key();
    }

    @Override
    public String toString() {
      return module.toString();
    }
  }

  /// A resource with all its instances, or one instance of it.
  record OfResource(ResourceInstanceAddress address) implements Target {

    @Override
    public boolean contains(ResourceInstanceAddress instance) {
      return instance.resource().equals(address.resource())
          && (isWhole(address.key()) || instance.key().equals(address.key()));
    }

    @Override
    public InstanceKey key() {
      return address.key();
    }

    @Override
    public String toString() {
      return address.toString();
    }
  }

  private static boolean isWhole(InstanceKey key) {
    return key instanceof InstanceKey.NoKey;
  }
}
