package io.esform.render.patch;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.render.json.JsonMergePatch;
import io.esform.render.json.MalformedJsonException;
import io.esform.render.properties.MalformedPropertiesException;
import io.esform.render.properties.PropertiesMerge;
import io.esform.render.toml.MalformedTomlException;
import io.esform.render.toml.TomlMerge;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import javax.xml.transform.TransformerConfigurationException;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// Applies the overrides of one file. `override-patch.py` gives the same bytes on hosts.
public final class OverrideRun {

  private final String target;
  private final SecretLookup secrets;
  private byte @Nullable [] content;
  private final SequencedMap<FileOverride, Diagnostic> misfits = new LinkedHashMap<>();

  private OverrideRun(String target, byte @Nullable [] content, SecretLookup secrets) {
    this.target = target;
    this.content = content;
    this.secrets = secrets;
  }

  /// @param file null if no override fits
  /// @param misfits the errors "Override does not fit the pack"; the file is without these
  ///   overrides
  public record OverriddenFile(
      @Nullable PatchResult file, SequencedMap<FileOverride, Diagnostic> misfits) {

    public OverriddenFile {
      misfits = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(misfits));
    }
  }

  /// Applies the overrides in order, so that all misfits are reported at once.
  ///
  /// @param original the file in the pack; null if the pack does not have it
  /// @param changed the file after esform's own change; null without one
  /// @param overrides at least one, all of this file
  public static OverriddenFile apply(
      String target,
      byte @Nullable [] original,
      @Nullable PatchResult changed,
      List<FileOverride> overrides,
      SecretLookup secrets) {
    var run = new OverrideRun(target, changed == null ? original : changed.bytes(), secrets);
    overrides.forEach(run::apply);
    var content = run.content;
    if (content == null) {
      return new OverriddenFile(null, run.misfits);
    }
    var text = shown(run.misfits.isEmpty() ? run.filled(content, overrides.getLast()) : content);
    return new OverriddenFile(
        new PatchResult(
            original == null ? null : shown(original).text(),
            text.text(),
            text.encoding(),
            changed == null ? List.of() : changed.notes(),
            Diagnostics.none()),
        run.misfits);
  }

  private void apply(FileOverride override) {
    try {
      content = applied(override);
    } catch (PatchException e) {
      misfit(override, e);
    }
  }

  private void misfit(FileOverride override, PatchException e) {
    var detail = target + ": " + e.getMessage();
    misfits.put(
        override,
        Diagnostic.error(
            "Override does not fit the pack", detail.endsWith(".") ? detail : detail + "."));
  }

  private byte[] applied(FileOverride override) throws PatchException {
    if (override.kind() == FileOverride.Kind.CONTENT) {
      SecretPlaceholders.check(override.content());
      checkEncoding(override.content());
      return override.content().getBytes(StandardCharsets.UTF_8);
    }
    var before = content;
    if (before == null) {
      throw new PatchException(
          "the pack has no such file. Correct the path, or create the file with content");
    }
    var text = decoded(before);
    var changed = changed(override, text.text());
    SecretPlaceholders.check(changed);
    return changed.getBytes(text.encoding());
  }

  /// Refuses the declaration of another encoding: the file is written in UTF-8.
  static void checkEncoding(String text) throws PatchException {
    var declared = FileEncoding.decode(text.getBytes(StandardCharsets.UTF_8)).encoding();
    if (!declared.equals(StandardCharsets.UTF_8)) {
      throw new PatchException(
          "expected the encoding UTF-8, found the declaration of " + declared + ". Remove it");
    }
  }

  private static String changed(FileOverride override, String original) throws PatchException {
    var change = override.content();
    try {
      return switch (override.kind()) {
        case CONTENT -> change;
        case XSL -> transformed(change, original);
        case PROPERTIES -> PropertiesMerge.apply(original, change);
        case JSON -> JsonMergePatch.apply(original, change);
        case TOML -> TomlMerge.apply(original, change);
      };
    } catch (MalformedJsonException | MalformedTomlException | MalformedPropertiesException e) {
      throw new PatchException(String.valueOf(e.getMessage()), e);
    }
  }

  private static String transformed(String stylesheet, String original) throws PatchException {
    // Gives a better message than the processor for a file with a DOCTYPE.
    XmlTokens.of(original);
    try {
      var result = StylesheetRun.run(stylesheet, original, _ -> null, new ArrayList<>());
      OverrideCheck.parse(result, new DefaultHandler());
      StylesheetCheck.checkNamespaces(stylesheet, original, result);
      return XmlSpelling.restore(original, result);
    } catch (TransformerConfigurationException e) {
      throw new PatchException("expected XSLT 1.0: " + StylesheetMessages.reason(e), e);
    } catch (SAXException e) {
      throw new PatchException(
          "expected a stylesheet whose result is well-formed XML: " + StylesheetMessages.reason(e),
          e);
    }
  }

  private byte[] filled(byte[] unfilled, FileOverride last) {
    try {
      var text = decoded(unfilled);
      return SecretPlaceholders.fill(target, text.text(), secrets).getBytes(text.encoding());
    } catch (PatchException e) {
      misfit(last, e);
      return unfilled;
    }
  }

  /// As `java.util.Properties` reads such files, each byte is one character.
  private FileEncoding.Decoded decoded(byte[] bytes) throws PatchException {
    return FileOverride.merging(target).filter(FileOverride.Kind.PROPERTIES::equals).isPresent()
        ? latin(bytes)
        : FileEncoding.decode(bytes);
  }

  private static FileEncoding.Decoded shown(byte[] bytes) {
    try {
      return FileEncoding.decode(bytes);
    } catch (PatchException _) {
      return latin(bytes);
    }
  }

  private static FileEncoding.Decoded latin(byte[] bytes) {
    Charset latin = StandardCharsets.ISO_8859_1;
    return new FileEncoding.Decoded(new String(bytes, latin), latin);
  }
}
