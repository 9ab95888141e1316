package io.esform.render.patch;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.render.carbon.CarbonChange;
import io.esform.render.json.JsonMergePatch;
import io.esform.render.json.MalformedJsonException;

/// Applies changes to the text of files of a pack.
///
/// Unchanged parts keep their bytes: layout, quoting, attribute order, line ends, the XML
/// declaration. New text uses the line ends of the file and character references outside ASCII, so
/// that it fits any encoding.
public final class PackPatcher {

  private PackPatcher() {}

  /// Returns the changed file.
  ///
  /// Reports the error "Change does not fit the pack" for a file that does not meet the
  /// expectations of the change, is malformed or has a DOCTYPE, and for a missing secret.
  ///
  /// @param original the text of the original file with its line ends; or a result of the same
  ///   change, which is returned unchanged
  public static PatchResult apply(CarbonChange change, String original, SecretLookup secrets) {
    try {
      return new PatchResult(patched(change, original, secrets), Diagnostics.none());
    } catch (PatchException e) {
      return new PatchResult(
          original, Diagnostics.of(misfit(change, String.valueOf(e.getMessage()))));
    }
  }

  private static String patched(CarbonChange change, String original, SecretLookup secrets)
      throws PatchException {
    return switch (change.language()) {
      case XSLT -> XmlSpelling.restore(original, StylesheetRun.run(change, original, secrets));
      case JSON_MERGE_PATCH -> {
        try {
          yield JsonMergePatch.apply(original, change.content());
        } catch (MalformedJsonException e) {
          throw new PatchException(String.valueOf(e.getMessage()), e);
        }
      }
    };
  }

  private static Diagnostic misfit(CarbonChange change, String message) {
    var detail = message.startsWith(change.target()) ? message : change.target() + ": " + message;
    return Diagnostic.error("Change does not fit the pack", detail);
  }
}
