package io.esform.es;

import io.esform.diag.Diagnostic;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.render.carbon.CarbonChange;
import io.esform.render.carbon.CarbonNode;
import io.esform.render.carbon.CarbonRenderer;
import io.esform.render.pack.PackFacts;
import io.esform.render.pack.PackFiles;
import io.esform.render.pack.PatchedPack;
import io.esform.render.patch.PatchResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Applies the changes of nodes to their packs, so that a plan finds what does not fit and shows
/// the results. Nodes with the same parts and pack are checked once. Thread-safe.
final class PackCheck {

  private final InputFiles files;
  private final Map<Key, Verdict> verdicts = new ConcurrentHashMap<>();


  private final Map<Patch, Optional<PatchResult>> patched = new ConcurrentHashMap<>();

  PackCheck(InputFiles files) {
    this.files = files;
  }

  private record Patch(String sha256, CarbonChange change) {}

  /// @param sample see {@link CarbonNode#sample}
  private record Key(Path pack, String sha256, CarbonNode sample) {}

  private record Fault(String summary, String detail) {}

  /// @param notes what is left undone in the pack and why
  private record Verdict(List<Fault> faults, List<String> notes) {

    private static Verdict fault(String summary, String detail) {
      return new Verdict(List.of(new Fault(summary, detail)), List.of());
    }
  }

  /// The faults of the changes of a node, or of the pack itself; empty for a pack that is not on
  /// this machine.
  ///
  /// @param pack whose checksum matches
  List<AttributeDiagnostic> faults(Input pack, CarbonNode node) {
    return verdict(pack, node).faults().stream()
        .map(fault ->
            new AttributeDiagnostic(
                pack.block().at("source"), fault.summary(), fault.detail(), true))
        .toList();
  }

  /// What the changes of a node leave undone in the pack and why; empty for a pack that is not on
  /// this machine.
  List<String> notes(Input pack, CarbonNode node) {
    return verdict(pack, node).notes();
  }

  private Verdict verdict(Input pack, CarbonNode node) {
    return pack.content(files)
        .map(file ->
            verdicts.computeIfAbsent(new Key(file, pack.sha256(), node.sample()), this::verdict))
        .orElse(new Verdict(List.of(), List.of()));
  }

  private Verdict verdict(Key key) {
    String name = String.valueOf(key.pack().getFileName());
    try (PackFiles pack = files.pack(key.pack())) {
      PackFacts facts = PackFacts.of(pack).orElse(null);
      if (facts == null) {
        return Verdict.fault(
            "Not a Carbon pack",
            "The file %s contains no directory repository/conf. Use the zip file of the product as released by WSO2, with one directory at the top."
                .formatted(name));
      }
      PatchedPack patched = PatchedPack.of(pack, CarbonRenderer.render(key.sample()));
      return new Verdict(misfits(name, facts, patched), patched.notes());
    } catch (IOException failure) {
      return Verdict.fault(
          "Pack not readable",
          "The pack %s cannot be read: %s.".formatted(name, failure.getMessage()));
    }
  }

  private static List<Fault> misfits(String name, PackFacts facts, PatchedPack patched) {
    var faults = new ArrayList<Fault>();
    for (Diagnostic misfit : patched.misfits()) {
      faults.add(
          new Fault(
              misfit.summary(),
              "%s\n\nThe pack is %s (%s). Use the pack as released, or a version of it whose files have this structure."
                  .formatted(misfit.detail(), name, facts.product())));
    }
    return faults;
  }

  /// The files of a pack after these changes, by change, with secrets masked. Empty for a change
  /// that the pack skips. Without the changes that do not fit, and without all if the pack is not
  /// on this machine.
  Map<CarbonChange, Optional<PatchResult>> patched(Input pack, List<CarbonChange> changes) {
    var found = new HashMap<CarbonChange, Optional<PatchResult>>();
    for (CarbonChange change : changes) {
      Optional<PatchResult> known = patched.get(new Patch(pack.sha256(), change));
      if (known != null) {
        found.put(change, known);
      }
    }
    if (found.size() < changes.size()) {
      file(pack).ifPresent(file -> patch(pack, file, changes, found));
    }
    return found;
  }

  /// The pack on this machine: its source, or another file with its checksum. The source of a
  /// recorded host may be gone or changed.
  private Optional<Path> file(Input pack) {
    return pack.content(files)
        .filter(file -> isPresent(file, pack.sha256()))
        .or(() -> files.copy(pack.sha256()));
  }

  private boolean isPresent(Path file, String sha256) {
    try {
      return files.exists(file) && files.sha256(file).equals(sha256);
    } catch (IOException _) {
      return false;
    }
  }

  private void patch(
      Input pack,
      Path file,
      List<CarbonChange> changes,
      Map<CarbonChange, Optional<PatchResult>> found) {
    try (PackFiles opened = files.pack(file)) {
      PatchedPack results = PatchedPack.of(opened, changes);
      for (CarbonChange change : changes) {
        var result = Optional.ofNullable(results.files().get(change.target()));
        if (result.isPresent() || results.skipped().containsKey(change.target())) {
          found.put(change, result);
          patched.put(new Patch(pack.sha256(), change), result);
        }
      }
    } catch (IOException _) {
      // Then the changes are shown instead of their results.
    }
  }
}
