package io.esform.config.evaluation;

import io.esform.value.AttributePath;
import java.util.List;

/// An entry of `replace_triggered_by`, with the keys in it evaluated.
///
/// @param instances whose change counts
/// @param path the attribute of theirs whose change counts; ROOT for any
/// @param text the entry as messages show it
public record Trigger(List<ResourceInstance> instances, AttributePath path, String text) {

  public Trigger {
    instances = List.copyOf(instances);
  }
}
