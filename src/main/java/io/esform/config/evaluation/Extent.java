package io.esform.config.evaluation;

import io.esform.address.ModuleAddress;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceInstanceAddress;

/// The part of a configuration that is asked for: all of it where nothing else is said. What lies
/// outside is not expanded, so that what is wrong or unknown there does not matter.
public interface Extent {

  Extent EVERYTHING = new Extent() {};

  /// Whether to find out which instances that call has.
  default boolean expandsCall(ModuleAddress parent, String call) {
    return true;
  }

  /// Whether anything inside that module instance is asked for.
  default boolean enters(ModuleAddress module) {
    return true;
  }

  /// Whether to find out which instances that resource has.
  default boolean expands(ResourceAddress resource) {
    return true;
  }

  default boolean includes(ResourceInstanceAddress instance) {
    return true;
  }
}
