package io.esform.address;

import io.esform.address.ModuleAddress.Step;
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
      List<Step> steps = module.steps();
      int last = steps.size() - 1;
      if (other.steps().size() < steps.size()
          || !other.steps().subList(0, last).equals(steps.subList(0, last))) {
        return false;
      }
      Step here = other.steps().get(last);
      return here.name().equals(steps.get(last).name())
          && (isWhole(steps.get(last).key()) || here.key().equals(steps.get(last).key()));
    }

    @Override
    public boolean contains(ResourceInstanceAddress instance) {
      return contains(instance.resource().module());
    }

    @Override
    public InstanceKey key() {
      return module.steps().getLast().key();
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
