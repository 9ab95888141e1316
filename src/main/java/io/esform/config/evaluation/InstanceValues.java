package io.esform.config.evaluation;

import io.esform.value.Value;

/// Supplies the values of resource instances. Called on demand, possibly from inside another call.
@FunctionalInterface
public interface InstanceValues {

  Value valueOf(ResourceInstance instance);
}
