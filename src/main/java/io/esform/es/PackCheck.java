package io.esform.es;

import io.esform.es.NodeOverrides.NodeOverride;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.render.carbon.CarbonNode;
import io.esform.render.carbon.CarbonRenderer;
import io.esform.render.pack.NodeChanges;
import io.esform.render.pack.PackFacts;
import io.esform.render.pack.PackFiles;
import io.esform.render.pack.PatchedPack;
import io.esform.render.pack.PatchedPack.Misfit;
import io.esform.render.patch.FileOverride;
import io.esform.render.patch.PatchResult;
import io.esform.render.urls.UrlCheck;
import io.esform.value.AttributePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Applies the changes and overrides of nodes to their packs, so that a plan finds what does not
/// fit and shows the results. Nodes with the same parts and pack are checked once, unless they have
/// overrides. Thread-safe.
final class PackCheck {

  private static final String OTHER_PACK =
      " Use the pack as released, or a version of it whose files have this structure.";

  private final InputFiles files;
  private final Map<Key, Verdict> verdicts = new ConcurrentHashMap<>();

  private final Map<Patch, Optional<PatchResult>> patched = new ConcurrentHashMap<>();

  PackCheck(InputFiles files) {
    this.files = files;
  }

  /// @param changes of one file
  private record Patch(String sha256, NodeChanges changes) {}

  private record Key(Path pack, String sha256, NodeChanges changes, CarbonNode node) {}

  /// @param override null for a fault of the pack or of a change of esform
  private record Fault(String summary, String detail, @Nullable FileOverride override) {}

  /// @param notes what is left undone in the pack and why
  private record Verdict(List<Fault> faults, List<String> notes) {

    private static Verdict fault(String summary, String detail) {
      return new Verdict(List.of(new Fault(summary, detail, null)), List.of());
    }
  }

  /// The faults of the changes and overrides of a node, or of the pack itself; empty for a pack
  /// that is not on this machine.
  ///
  /// @param pack whose checksum matches
  List<AttributeDiagnostic> faults(Input pack, CarbonNode node, List<NodeOverride> overrides) {
    return verdict(pack, node, overrides).faults().stream()
        .map(fault ->
            new AttributeDiagnostic(
                path(pack, overrides, fault), fault.summary(), fault.detail(), true))
        .toList();
  }

  private static AttributePath path(Input pack, List<NodeOverride> overrides, Fault fault) {
    return overrides.stream()
        .filter(each -> each.override().equals(fault.override()))
        .findFirst()
        .map(each -> each.block().at(each.argument()))
        .orElse(pack.block().at("source"));
  }

  /// What the changes of a node leave undone in the pack and why; empty for a pack that is not on
  /// this machine.
  List<String> notes(Input pack, CarbonNode node, List<NodeOverride> overrides) {
    return verdict(pack, node, overrides).notes();
  }

  /// Values do not decide whether changes fit, but whether overrides of the changed files do.
  private Verdict verdict(Input pack, CarbonNode node, List<NodeOverride> overrides) {
    Path file = pack.content(files).orElse(null);
    if (file == null) {
      return new Verdict(List.of(), List.of());
    }
    CarbonNode checked = overrides.isEmpty() ? node.sample() : node;
    var changes =
        new NodeChanges(
            CarbonRenderer.render(checked),
            overrides.stream().map(NodeOverride::override).toList());
    return verdicts.computeIfAbsent(new Key(file, pack.sha256(), changes, checked), this::verdict);
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
      PatchedPack patched = PatchedPack.of(pack, key.changes());
      List<Fault> faults = misfits(name, facts, patched);
      return new Verdict(faults.isEmpty() ? urlFaults(key, patched) : faults, patched.notes());
    } catch (IOException failure) {
      return Verdict.fault(
          "Pack not readable",
          "The pack %s cannot be read: %s.".formatted(name, failure.getMessage()));
    }
  }

  private static List<Fault> urlFaults(Key key, PatchedPack patched) {
    var texts = new TreeMap<String, String>();
    patched.files().forEach((path, file) -> texts.put(path, file.text()));
    return UrlCheck.check(key.node(), texts).stream()
        .map(fault ->
            new Fault(
                "URLs do not agree",
                fault.files().getFirst() + ": " + fault.detail(),
                key.changes().overrides().stream()
                    .filter(override -> fault.files().contains(override.target()))
                    .reduce((_, last) -> last)
                    .orElse(null)))
        .toList();
  }

  private static List<Fault> misfits(String name, PackFacts facts, PatchedPack patched) {
    var faults = new ArrayList<Fault>();
    for (Misfit misfit : patched.misfits()) {
      faults.add(
          new Fault(
              misfit.diagnostic().summary(),
              "%s\n\nThe pack is %s (%s).%s"
                  .formatted(
                      misfit.diagnostic().detail(),
                      name,
                      facts.product(),
                      misfit.override() == null ? OTHER_PACK : ""),
              misfit.override()));
    }
    return faults;
  }

  /// The files of a pack after these changes, by path below the pack's root, with secrets masked.
  /// Empty for a file that the pack skips. Without those whose changes do not fit, and without all
  /// if the pack is not on this machine.
  Map<String, Optional<PatchResult>> patched(Input pack, NodeChanges changes) {
    SortedMap<String, NodeChanges> byTarget = changes.byTarget();
    var found = new HashMap<String, Optional<PatchResult>>();
    byTarget.forEach((target, file) -> {
      Optional<PatchResult> known = patched.get(new Patch(pack.sha256(), file));
      if (known != null) {
        found.put(target, known);
      }
    });
    if (found.size() < byTarget.size()) {
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
      Input pack, Path file, NodeChanges changes, Map<String, Optional<PatchResult>> found) {
    try (PackFiles opened = files.pack(file)) {
      PatchedPack results = PatchedPack.of(opened, changes);
      changes
          .byTarget()
          .forEach((target, ofTarget) -> {
            var result = Optional.ofNullable(results.files().get(target));
            if (result.isPresent() || results.skipped().containsKey(target)) {
              found.put(target, result);
              patched.put(new Patch(pack.sha256(), ofTarget), result);
            }
          });
    } catch (IOException _) {
      // Then the changes are shown instead of their results.
    }
  }
}
