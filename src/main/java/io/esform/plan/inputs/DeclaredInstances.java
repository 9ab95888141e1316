package io.esform.plan.inputs;

import io.esform.address.ResourceAddress;
import io.esform.address.ResourceInstanceAddress;
import io.esform.config.Module.ResourceKey;
import io.esform.config.Resource;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.ModuleInstance;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.EsformBug;
import io.esform.value.Value;

/// Finds planned instances in another evaluation of the same configuration.
public final class DeclaredInstances {

  private DeclaredInstances() {}

  /// The instance with the values that its module has in this evaluation.
  ///
  /// @param each its planned `each.value`, for an evaluation in which its key does not exist yet
  public static ResourceInstance in(
      Evaluation evaluation, ResourceInstanceAddress address, Value each) {
    ResourceAddress of = address.resource();
    ModuleInstance module =
        evaluation
            .module(of.module())
            .orElseThrow(() -> new EsformBug("The module of " + address + " does not exist."));
    Resource resource =
        module.module().resources().get(new ResourceKey(of.mode(), of.type(), of.name()));
    if (resource == null) {
      throw new EsformBug("The configuration does not declare " + address + ".");
    }
    Value current = module.expansion(resource).keys().get(address.key());
    return new ResourceInstance(module, resource, address.key(), current == null ? each : current);
  }
}
