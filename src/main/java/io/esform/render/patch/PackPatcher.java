package io.esform.render.patch;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.diag.EsformBug;
import io.esform.render.carbon.CarbonChange;
import io.esform.render.json.JsonMergePatch;
import io.esform.render.json.JsonVariants;
import io.esform.render.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.transform.TransformerConfigurationException;

/// Applies changes to files of a pack.
///
/// Unchanged parts keep their bytes: layout, quoting, attribute order, line ends, the XML
/// declaration. New text uses the line ends of the file and character references outside ASCII, so
/// that it fits any encoding.
public final class PackPatcher {

  private PackPatcher() {}

  /// Returns the changed file.
  ///
  /// Reports the error "Change does not fit the pack" for a file that does not meet the
  /// expectations of the change, is malformed, has a DOCTYPE or does not have the encoding that it
  /// declares, and for a missing secret. Also for settings that the templates of the pack do not
  /// use.
  ///
  /// @param original the original file; or a result of the same change, which is returned unchanged
  public static PatchResult apply(CarbonChange change, byte[] original, SecretLookup secrets) {
    return apply(change, original, secrets, TemplateLookup.none());
  }

  /// As above.
  ///
  /// @param templates the templates of the pack; only settings of `deployment.toml` need them
  public static PatchResult apply(
      CarbonChange change, byte[] original, SecretLookup secrets, TemplateLookup templates) {
    try {
      var file = FileEncoding.decode(original);
      var notes = new ArrayList<String>();
      var text = patched(change, file.text(), secrets, templates, notes);
      return new PatchResult(file.text(), text, file.encoding(), notes, Diagnostics.none());
    } catch (PatchException e) {
      // Each byte is one character in this encoding.
      var encoding = StandardCharsets.ISO_8859_1;
      var text = new String(original, encoding);
      var misfit = misfit(change, String.valueOf(e.getMessage()));
      return new PatchResult(text, text, encoding, List.of(), Diagnostics.of(misfit));
    }
  }

  private static String patched(
      CarbonChange change,
      String original,
      SecretLookup secrets,
      TemplateLookup templates,
      List<String> notes)
      throws PatchException {
    try {
      return switch (change.language()) {
        case XSLT ->
            XmlSpelling.restore(
                original, StylesheetRun.run(change.content(), original, secrets, notes));
        case TOML -> SettingsRun.run(change, original, secrets, templates);
        case JSON_MERGE_PATCH -> JsonMergePatch.apply(original, change.content());
        case JSON_VARIANTS -> JsonVariants.apply(original, change.content());
      };
    } catch (TransformerConfigurationException e) {
      throw new EsformBug("The stylesheet for " + change.target() + " is invalid.", e);
    } catch (MalformedJsonException e) {
      throw new PatchException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Diagnostic misfit(CarbonChange change, String message) {
    var detail = message.startsWith(change.target()) ? message : change.target() + ": " + message;
    return Diagnostic.error("Change does not fit the pack", detail);
  }
}
