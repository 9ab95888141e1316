package io.esform.render.pack;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.render.carbon.CarbonChange;
import io.esform.render.carbon.CarbonRenderer;
import io.esform.render.patch.BindingsCheck;
import io.esform.render.patch.ClusteringCheck;
import io.esform.render.patch.GeneratedFiles;
import io.esform.render.patch.PackPatcher;
import io.esform.render.patch.PatchResult;
import io.esform.render.patch.SecretLookup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The files of a pack after the changes of one node.
///
/// @param files the changed files, by path below the pack's root, with secrets masked
/// @param skipped the reasons of changes that do not apply to this pack, by path
/// @param notes what the changes leave undone in this pack and why
/// @param misfits one error for each change that does not fit the pack
public record PatchedPack(
    SortedMap<String, PatchResult> files,
    SortedMap<String, String> skipped,
    List<String> notes,
    Diagnostics misfits) {

  private static final String ABSENT = "not in this pack";
  private static final String DATASOURCES = "repository/conf/datasources";
  private static final String MASTER = DATASOURCES + "/master-datasources.xml";

  public PatchedPack {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    skipped = Collections.unmodifiableSortedMap(new TreeMap<>(skipped));
    notes = List.copyOf(notes);
  }

  /// Applies all changes, so that all misfits are reported at once.
  ///
  /// @throws IOException if the pack cannot be read
  public static PatchedPack of(PackFiles pack, List<CarbonChange> changes) throws IOException {
    var files = new TreeMap<String, PatchResult>();
    var skipped = new TreeMap<String, String>();
    var notes = new ArrayList<String>();
    var misfits = new ArrayList<Diagnostic>();
    GeneratedFiles generated = GeneratedFiles.of(changes, pack::read);
    generated.check(changes).forEach(misfits::add);
    PackFacts.of(pack)
        .ifPresent(facts ->
            ClusteringCheck.check(facts.kernel(), facts.hazelcast()).forEach(misfits::add));
    for (CarbonChange change : changes) {
      byte[] original = pack.read(change.target());
      if (generated.find(change.target()) != null) {
        skipped.put(change.target(), "the kernel writes it, with the settings of deployment.toml");
      } else if (original != null) {
        PatchResult result = PackPatcher.apply(change, original, SecretLookup.masked(), generated);
        notes.addAll(result.notes());
        result.diagnostics().forEach(misfits::add);
        if (!result.diagnostics().hasErrors()) {
          files.put(change.target(), result);
        }
      } else if (change.optional()) {
        skipped.put(change.target(), ABSENT);
      } else {
        misfits.add(
            Diagnostic.error(
                "Change does not fit the pack", change.target() + ": the pack has no such file."));
      }
    }
    if (generated.find(MASTER) == null) {
      BindingsCheck.check(datasources(pack, files)).forEach(misfits::add);
    }
    if (misfits.isEmpty()) {
      notes.addAll(CarbonRenderer.notes(texts(files)));
    }
    return new PatchedPack(files, skipped, notes, new Diagnostics(misfits));
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

  /// The texts of all files of datasources after the changes, by path.
  private static SortedMap<String, String> datasources(
      PackFiles pack, SortedMap<String, PatchResult> changed) throws IOException {
    var texts = new TreeMap<String, String>();
    for (String name : pack.names(DATASOURCES)) {
      String path = DATASOURCES + "/" + name;
      PatchResult result = changed.get(path);
      byte[] original = name.endsWith(BindingsCheck.SUFFIX) ? pack.read(path) : null;
      if (result != null) {
        texts.put(path, result.text());
      } else if (original != null) {
        texts.put(path, new String(original, StandardCharsets.ISO_8859_1));
      }
    }
    return texts;
  }

  private static SortedMap<String, String> texts(SortedMap<String, PatchResult> files) {
    var texts = new TreeMap<String, String>();
    files.forEach((path, file) -> texts.put(path, file.text()));
    return texts;
  }
}
