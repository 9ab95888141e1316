package io.esform.address;

import java.util.ArrayList;
import java.util.List;

/// The path of a module instance from the root; the root itself has no steps.
public record ModuleAddress(List<Step> steps) implements Comparable<ModuleAddress> {

  public static final ModuleAddress ROOT = new ModuleAddress(List.of());

  /// One module call on the path, with the key of its instance.
  public record Step(String name, InstanceKey key) {}

  public ModuleAddress {
    steps = List.copyOf(steps);
  }

  public ModuleAddress child(String name, InstanceKey key) {
    var longer = new ArrayList<>(steps);
    longer.add(new Step(name, key));
    return new ModuleAddress(longer);
  }

  public boolean isRoot() {
    return steps.isEmpty();
  }

  @Override
  public int compareTo(ModuleAddress other) {
    if (this == other) {
      return 0;
    }
    for (int index = 0; index < Math.min(steps.size(), other.steps.size()); index++) {
      int byName = steps.get(index).name().compareTo(other.steps.get(index).name());
      int order =
          byName != 0 ? byName : steps.get(index).key().compareTo(other.steps.get(index).key());
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(steps.size(), other.steps.size());
  }

  /// `module.cluster.module.nodes[0]`; empty for the root.
  @Override
  public String toString() {
    return String.join(
        ".", steps.stream().map(step -> "module." + step.name() + step.key()).toList());
  }
}
