package io.esform.es;

import io.esform.provider.Arguments;
import io.esform.render.cloudinit.HostFile;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The changes of an update to a running host.
///
/// @param before the old files, content by path. A file that esform renders differently now is
///   missing, so that it counts as changed
/// @param after the new files, content by path
/// @param secrets whether any secret changes
record HostChange(
    Arguments prior,
    Arguments planned,
    SortedMap<String, String> before,
    SortedMap<String, String> after,
    boolean secrets) {

  static HostChange of(
      HostKind kind, ObjectValue prior, Arguments planned, List<HostFile> files, boolean secrets) {
    var before = RenderedFiles.of(kind, prior).texts();
    var after = new TreeMap<String, String>();
    files.forEach(file -> after.put(file.path(), file.content()));
    return new HostChange(Arguments.of(prior), planned, before, after, secrets);
  }

  /// The paths of files that are added, removed or changed.
  SortedSet<String> files() {
    var changed = new TreeSet<>(before.keySet());
    changed.addAll(after.keySet());
    changed.removeIf(path -> Objects.equals(before.get(path), after.get(path)));
    return changed;
  }

  /// The names of changed settings of the boot script.
  SortedSet<String> settings() {
    SortedMap<String, String> old = settings(before);
    SortedMap<String, String> now = settings(after);
    var changed = new TreeSet<>(old.keySet());
    changed.addAll(now.keySet());
    changed.removeIf(name -> Objects.equals(old.get(name), now.get(name)));
    return changed;
  }

  private static SortedMap<String, String> settings(SortedMap<String, String> files) {
    var settings = new TreeMap<String, String>();
    files
        .getOrDefault(HostSettings.FILE, "")
        .lines()
        .forEach(line -> {
          String[] parts = line.split("=", 2);
          settings.put(parts[0], parts[parts.length - 1]);
        });
    return settings;
  }
}
