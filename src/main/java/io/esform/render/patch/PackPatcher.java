package io.esform.render.patch;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.render.carbon.CarbonChange;
import io.esform.render.json.JsonMergePatch;
import io.esform.render.json.MalformedJsonException;

/// Applies changes to the text of a pack's files.
///
/// What a change does not touch keeps its bytes: layout, quoting, attribute order, line ends, the
/// XML declaration. Text that is new has the file's line ends and, outside ASCII, character
/// references, so that it fits any encoding.
public final class PackPatcher {

  private PackPatcher() {}

  /// Returns the file with the change made.
  ///
  /// A file that lacks what the change expects, that is malformed, or that has a DOCTYPE, and a
  /// secret that is not there, give the error "Change does not fit the pack".
  ///
  /// @param original the pristine file's text, line ends and all; or a result of the same change,
  ///   which then comes out as it went in
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
