package io.esform.cli.operation;

import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.render.carbon.CarbonChange;
import io.esform.render.carbon.CarbonChange.Language;
import io.esform.render.patch.FileEncoding;
import io.esform.render.patch.PackPatcher;
import io.esform.render.patch.PatchResult;
import io.esform.render.patch.SecretLookup;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The changed files of a Carbon pack, complete, as on one host.
final class PatchedPack {

  /// The directory of changes on a host; below it are the paths of the pack's files.
  private static final String CHANGES = "/etc/esform/changes/";

  private static final String OPTIONAL = ".optional";

  private final Path pack;
  private final DiagnosticSink sink;

  /// @param pack the unpacked pack's root
  /// @param sink receives changes that cannot be applied
  PatchedPack(Path pack, DiagnosticSink sink) {
    this.pack = pack;
    this.sink = sink;
  }

  /// The content of the changed files by path below the pack's root, with secrets masked.
  ///
  /// @param files the host's rendered files by path
  SortedMap<String, byte[]> of(String host, Map<String, String> files) throws IOException {
    var changed = new TreeMap<String, byte[]>();
    for (var file : files.entrySet()) {
      CarbonChange change = change(file.getKey(), file.getValue());
      if (change != null) {
        byte[] content = patched(host, change);
        if (content != null) {
          changed.put(change.target(), content);
        }
      }
    }
    return changed;
  }

  /// The change in a rendered file, by its name as in {@link CarbonChange#fileName}; null for other
  /// files.
  private static @Nullable CarbonChange change(String path, String content) {
    if (!path.startsWith(CHANGES)) {
      return null;
    }
    String name = path.substring(CHANGES.length());
    int dot = name.lastIndexOf('.');
    Language language = name.endsWith(".xsl") ? Language.XSLT : Language.JSON_MERGE_PATCH;
    String target = dot < 0 ? name : name.substring(0, dot);
    boolean optional = target.endsWith(OPTIONAL);
    return new CarbonChange(
        optional ? target.substring(0, target.length() - OPTIONAL.length()) : target,
        language,
        content,
        optional);
  }

  private byte @Nullable [] patched(String host, CarbonChange change) throws IOException {
    Path file = pack.resolve(change.target());
    if (!Files.exists(file)) {
      if (!change.optional()) {
        sink.report(
            Diagnostic.error(
                "Change does not fit the pack",
                "The pack in %s has no file %s, which %s changes."
                    .formatted(pack, change.target(), host)));
      }
      return null;
    }
    byte[] bytes = Files.readAllBytes(file);
    Charset encoding = FileEncoding.of(bytes).orElse(StandardCharsets.UTF_8);
    PatchResult result =
        PackPatcher.apply(change, new String(bytes, encoding), SecretLookup.masked());
    for (Diagnostic diagnostic : result.diagnostics()) {
      sink.report(diagnostic.withAddress(host));
    }
    return result.text().getBytes(encoding);
  }
}
