package io.esform.config.evaluation;

import io.esform.address.ModuleAddress;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceInstanceAddress;

/// The part of a configuration that a caller needs; by default everything. Other parts are not
/// expanded, so their faults and unknowns have no effect.
public interface EvaluationExtent {

  EvaluationExtent EVERYTHING = new EvaluationExtent() {};

  /// Whether to expand that call into its instances.
  default boolean expandsCall(ModuleAddress parent, String call) {
    return true;
  }

  /// Whether anything inside that module instance is needed.
  default boolean enters(ModuleAddress module) {
    return true;
  }

  /// Whether to expand that resource into its instances.
  default boolean expands(ResourceAddress resource) {
    return true;
  }

  default boolean includes(ResourceInstanceAddress instance) {
    return true;
  }
}
