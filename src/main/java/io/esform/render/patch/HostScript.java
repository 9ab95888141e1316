package io.esform.render.patch;

import io.esform.diag.EsformBug;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// The script that applies changes to a pack on a host, with `python3` and `xsltproc`.
///
///     python3 pack-patch.py CHANGES PACK PRISTINE SECRETS
///
/// - `CHANGES`: a directory with each change at its `CarbonChange.fileName()`
/// - `PACK`: the unpacked pack, whose files are changed
/// - `PRISTINE`: where the pack's own files are kept the first time they are changed; every run
///   starts from them, and files that no change is for any more are put back
/// - `SECRETS`: a directory of files, each a secret named by its file name, its content whole
///
/// Exits with 1 and one line on standard error when a change does not fit the pack. A file that
/// holds a secret gets mode 0600; owners stay. Secrets are laid out for the processor in a 0700
/// directory in memory and are gone afterwards.
public final class HostScript {

  private static final String RESOURCE = "pack-patch.py";

  private HostScript() {}

  /// Returns the script's text.
  public static String text() {
    try (var stream = HostScript.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new EsformBug("The resource " + RESOURCE + " is missing.");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new EsformBug("The resource " + RESOURCE + " cannot be read.", e);
    }
  }
}
