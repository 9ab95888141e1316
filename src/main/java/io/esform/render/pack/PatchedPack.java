package io.esform.render.pack;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.render.carbon.CarbonChange;
import io.esform.render.patch.FileEncoding;
import io.esform.render.patch.PackPatcher;
import io.esform.render.patch.PatchResult;
import io.esform.render.patch.SecretLookup;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The files of a pack after the changes of one node.
///
/// @param files the changed files, by path below the pack's root
/// @param skipped the reasons of changes that do not apply to this pack, by path
/// @param misfits one error for each change that does not fit the pack
public record PatchedPack(
    SortedMap<String, PatchedFile> files, SortedMap<String, String> skipped, Diagnostics misfits) {

  /// @param original the file of the pack
  /// @param result with secrets masked
  /// @param encoding of both
  public record PatchedFile(String original, String result, Charset encoding) {

    /// The result in the encoding of the pack.
    public byte[] bytes() {
      return result.getBytes(encoding);
    }
  }

  public PatchedPack {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    skipped = Collections.unmodifiableSortedMap(new TreeMap<>(skipped));
  }

  /// Applies all changes, so that all misfits are reported at once.
  ///
  /// @throws IOException if the pack cannot be read
  public static PatchedPack of(PackFiles pack, List<CarbonChange> changes) throws IOException {
    var files = new TreeMap<String, PatchedFile>();
    var skipped = new TreeMap<String, String>();
    var misfits = new ArrayList<Diagnostic>();
    for (CarbonChange change : changes) {
      byte[] content = pack.read(change.target());
      if (content != null) {
        apply(change, content, files, misfits);
      } else if (change.optional()) {
        skipped.put(change.target(), "not in this pack");
      } else {
        misfits.add(
            Diagnostic.error(
                "Change does not fit the pack", change.target() + ": the pack has no such file."));
      }
    }
    return new PatchedPack(files, skipped, new Diagnostics(misfits));
  }

  private static void apply(
      CarbonChange change,
      byte[] content,
      SortedMap<String, PatchedFile> files,
      List<Diagnostic> misfits) {
    Charset encoding = FileEncoding.of(content).orElse(StandardCharsets.UTF_8);
    var original = new String(content, encoding);
    PatchResult result = PackPatcher.apply(change, original, SecretLookup.masked());
    result.diagnostics().forEach(misfits::add);
    if (!result.diagnostics().hasErrors()) {
      files.put(change.target(), new PatchedFile(original, result.text(), encoding));
    }
  }
}
