package io.esform.config.evaluation;

import io.esform.value.Value;

/// Says what a resource instance's value is. Called by need, possibly from inside another call.
@FunctionalInterface
public interface InstanceValues {

  Value valueOf(ResourceInstance instance);
}
