package io.esform.render.pack;

import io.esform.diag.Diagnostic;
import io.esform.render.carbon.CarbonChange;
import io.esform.render.patch.FileOverride;
import io.esform.render.patch.PatchResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The files of a pack after the changes and overrides of one node.
///
/// @param files the changed files, by path below the pack's root, with secrets masked
/// @param skipped the reasons of changes that do not apply to this pack, by path
/// @param notes what the changes leave undone in this pack and why
/// @param misfits one error for each change and override that does not fit the pack
public record PatchedPack(
    SortedMap<String, PatchResult> files,
    SortedMap<String, String> skipped,
    List<String> notes,
    List<Misfit> misfits) {

  static final String ABSENT = "not in this pack";

  public PatchedPack {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    skipped = Collections.unmodifiableSortedMap(new TreeMap<>(skipped));
    notes = List.copyOf(notes);
    misfits = List.copyOf(misfits);
  }

  /// @param override null for a change of esform
  public record Misfit(Diagnostic diagnostic, @Nullable FileOverride override) {}

  /// Applies all changes and then all overrides, so that all misfits are reported at once.
  ///
  /// @throws IOException if the pack cannot be read
  public static PatchedPack of(PackFiles pack, NodeChanges changes) throws IOException {
    var applying = new PackChanges(pack, changes.byTarget().keySet());
    applying.checkPack(changes.changes());
    for (CarbonChange change : changes.changes()) {
      applying.apply(change);
    }
    for (var file : changes.byTarget().entrySet()) {
      if (!file.getValue().overrides().isEmpty()) {
        applying.override(file.getKey(), file.getValue().overrides());
      }
    }
    return applying.result();
  }

  /// What is not changed and why, one line each. The place of some files depends on the version, so
  /// the places where a file is not are one line, or none if it is elsewhere.
  public List<String> unchanged() {
    var lines = new ArrayList<String>();
    var places = new TreeMap<String, List<String>>();
    skipped.forEach((path, reason) -> {
      if (reason.equals(ABSENT)) {
        places.computeIfAbsent(name(path), _ -> new ArrayList<>()).add(path);
      } else {
        lines.add(path + ": " + reason);
      }
    });
    files.keySet().forEach(path -> places.remove(name(path)));
    places.values().forEach(paths -> lines.add(String.join(", ", paths) + ": " + ABSENT));
    lines.addAll(notes);
    return lines;
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
