package io.esform.config.evaluation;

import io.esform.address.InstanceKey;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceInstanceAddress;
import io.esform.config.Resource;
import io.esform.value.Value;

/// One resource instance of the configuration.
///
/// @param each the value of `each.value`; a null value for a resource without `for_each`
public record ResourceInstance(
    ModuleInstance module, Resource resource, InstanceKey key, Value each) {

  public ResourceAddress resourceAddress() {
    return module.addressOf(resource.key());
  }

  public ResourceInstanceAddress address() {
    return resourceAddress().instance(key);
  }
}
