package io.esform.render.pack;

import io.esform.diag.Diagnostic;
import io.esform.render.carbon.CarbonChange;
import io.esform.render.carbon.CarbonRenderer;
import io.esform.render.pack.PatchedPack.Misfit;
import io.esform.render.patch.BindingsCheck;
import io.esform.render.patch.ClusteringCheck;
import io.esform.render.patch.FileOverride;
import io.esform.render.patch.GeneratedFiles;
import io.esform.render.patch.OverrideRun;
import io.esform.render.patch.OverrideRun.OverriddenFile;
import io.esform.render.patch.PackPatcher;
import io.esform.render.patch.PatchResult;
import io.esform.render.patch.SecretLookup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Applies the changes and overrides of one node to a pack.
final class PackChanges {

  private static final String DATASOURCES = "repository/conf/datasources";
  private static final String MASTER = DATASOURCES + "/master-datasources.xml";

  private final PackFiles pack;
  private final GeneratedFiles generated;
  private final SortedMap<String, PatchResult> files = new TreeMap<>();
  private final SortedMap<String, String> skipped = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();
  private final List<Misfit> misfits = new ArrayList<>();

  /// @param targets the paths of all files to change
  PackChanges(PackFiles pack, Set<String> targets) throws IOException {
    this.pack = pack;
    this.generated = GeneratedFiles.of(targets, pack::read);
  }

  void checkPack(List<CarbonChange> changes) throws IOException {
    generated.check(changes).forEach(this::misfit);
    PackFacts.of(pack)
        .ifPresent(facts ->
            ClusteringCheck.check(facts.kernel(), facts.hazelcast()).forEach(this::misfit));
  }

  private void misfit(Diagnostic diagnostic) {
    misfits.add(new Misfit(diagnostic, null));
  }

  void apply(CarbonChange change) throws IOException {
    byte[] original = pack.read(change.target());
    if (generated.find(change.target()) != null) {
      skipped.put(change.target(), "the kernel writes it, with the settings of deployment.toml");
    } else if (original != null) {
      PatchResult result = PackPatcher.apply(change, original, SecretLookup.masked(), generated);
      notes.addAll(result.notes());
      result.diagnostics().forEach(this::misfit);
      if (!result.diagnostics().hasErrors()) {
        files.put(change.target(), result);
      }
    } else if (change.optional()) {
      skipped.put(change.target(), PatchedPack.ABSENT);
    } else {
      misfit(
          Diagnostic.error(
              "Change does not fit the pack", change.target() + ": the pack has no such file."));
    }
  }

  /// Applies the overrides of a file after its change.
  void override(String target, List<FileOverride> overrides) throws IOException {
    Diagnostic refusal = refusal(target);
    if (refusal != null) {
      overrides.forEach(override -> misfits.add(new Misfit(refusal, override)));
      return;
    }
    OverriddenFile overridden =
        OverrideRun.apply(
            target, pack.read(target), files.get(target), overrides, SecretLookup.masked());
    overridden
        .misfits()
        .forEach((override, diagnostic) -> misfits.add(new Misfit(diagnostic, override)));
    PatchResult file = overridden.file();
    if (file != null && overridden.misfits().isEmpty()) {
      files.put(target, file);
      skipped.remove(target);
    }
  }

  private @Nullable Diagnostic refusal(String target) throws IOException {
    if (!pack.names(target).isEmpty()) {
      return noFile(target, target);
    }
    for (int slash = target.indexOf('/'); slash > 0; slash = target.indexOf('/', slash + 1)) {
      if (pack.read(target.substring(0, slash)) != null) {
        return noFile(target, target.substring(0, slash));
      }
    }
    return generated.refusal(target).orElse(null);
  }

  private static Diagnostic noFile(String target, String other) {
    return Diagnostic.error(
        "Override does not fit the pack",
        target.equals(other)
            ? target + ": expected a file, found a directory. Add the name of a file."
            : "%s: expected the directory %s, found a file. Correct the path."
                .formatted(target, other));
  }

  PatchedPack result() throws IOException {
    if (generated.find(MASTER) == null) {
      BindingsCheck.check(datasources()).forEach(this::misfit);
    }
    if (misfits.isEmpty()) {
      var texts = new TreeMap<String, String>();
      files.forEach((path, file) -> texts.put(path, file.text()));
      notes.addAll(CarbonRenderer.notes(texts));
    }
    return new PatchedPack(files, skipped, notes, misfits);
  }

  /// The texts of all files of datasources after the changes, by path.
  private SortedMap<String, String> datasources() throws IOException {
    var texts = new TreeMap<String, String>();
    for (String name : pack.names(DATASOURCES)) {
      String path = DATASOURCES + "/" + name;
      PatchResult result = files.get(path);
      byte[] original = name.endsWith(BindingsCheck.SUFFIX) ? pack.read(path) : null;
      if (result != null) {
        texts.put(path, result.text());
      } else if (original != null) {
        texts.put(path, new String(original, StandardCharsets.ISO_8859_1));
      }
    }
    return texts;
  }
}
