package io.esform.render.pack;

import io.esform.render.carbon.CarbonChange;
import io.esform.render.patch.FileOverride;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The changes and overrides of files of a pack for one node.
///
/// @param changes at most one per file
/// @param overrides of each file in order
public record NodeChanges(List<CarbonChange> changes, List<FileOverride> overrides) {

  public NodeChanges {
    changes = List.copyOf(changes);
    overrides =
        overrides.stream()
            .sorted(
                Comparator.comparing(FileOverride::target).thenComparingInt(FileOverride::number))
            .toList();
  }

  /// Finds them among the files of a host.
  ///
  /// @param files content by path
  public static NodeChanges of(SortedMap<String, String> files) {
    var changes = new ArrayList<CarbonChange>();
    var overrides = new ArrayList<FileOverride>();
    files.forEach((path, content) -> {
      CarbonChange.of(path, content).ifPresent(changes::add);
      FileOverride.of(path, content).ifPresent(overrides::add);
    });
    return new NodeChanges(changes, overrides);
  }

  /// Those of each file, by its path below the pack's root.
  public SortedMap<String, NodeChanges> byTarget() {
    var byTarget = new TreeMap<String, NodeChanges>();
    changes.forEach(
        change -> byTarget.put(change.target(), new NodeChanges(List.of(change), List.of())));
    overrides.forEach(override ->
        byTarget.merge(
            override.target(), new NodeChanges(List.of(), List.of(override)), NodeChanges::with));
    return byTarget;
  }

  private NodeChanges with(NodeChanges other) {
    return new NodeChanges(
        Stream.concat(changes.stream(), other.changes.stream()).toList(),
        Stream.concat(overrides.stream(), other.overrides.stream()).toList());
  }

  /// Their paths on a host.
  public List<String> paths() {
    return Stream.concat(
            changes.stream().map(CarbonChange::path), overrides.stream().map(FileOverride::path))
        .toList();
  }
}
