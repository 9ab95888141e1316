package io.esform.address;

import java.util.ArrayList;
import java.util.List;

/// The path of a module instance from the root; the root itself has no segments.
public record ModuleAddress(List<Segment> segments) implements Comparable<ModuleAddress> {

  public static final ModuleAddress ROOT = new ModuleAddress(List.of());

  /// One module call on the path, with the key of its instance.
  public record Segment(String name, InstanceKey key) {}

  public ModuleAddress {
    segments = List.copyOf(segments);
  }

  public ModuleAddress child(String name, InstanceKey key) {
    var longer = new ArrayList<>(segments);
    longer.add(new Segment(name, key));
    return new ModuleAddress(longer);
  }

  public boolean isRoot() {
    return segments.isEmpty();
  }

  @Override
  public int compareTo(ModuleAddress other) {
    if (this == other) {
      return 0;
    }
    for (int index = 0; index < Math.min(segments.size(), other.segments.size()); index++) {
      int byName = segments.get(index).name().compareTo(other.segments.get(index).name());
      int order =
          byName != 0
              ? byName
              : segments.get(index).key().compareTo(other.segments.get(index).key());
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(segments.size(), other.segments.size());
  }

  /// `module.cluster.module.nodes[0]`; empty for the root.
  @Override
  public String toString() {
    return String.join(
        ".", segments.stream().map(segment -> "module." + segment.name() + segment.key()).toList());
  }
}
