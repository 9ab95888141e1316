package io.esform.config.evaluation;

import io.esform.value.AttributePath;
import java.util.List;

/// An entry of `replace_triggered_by`, with the keys in it evaluated.
///
/// @param instances the instances that trigger the replacement
/// @param path the attribute of these that triggers; ROOT for any attribute
/// @param text the entry as shown in messages
public record Trigger(List<ResourceInstance> instances, AttributePath path, String text) {

  public Trigger {
    instances = List.copyOf(instances);
  }
}
