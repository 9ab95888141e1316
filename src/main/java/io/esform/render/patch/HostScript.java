package io.esform.render.patch;

import io.esform.diag.EsformBug;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// The scripts that apply changes to one file on a host, with `python3` and `xsltproc`.
///
///     python3 pack-patch.py CHANGE FILE > RESULT
///     python3 toml-patch.py CHANGE FILE TEMPLATES > RESULT
///     python3 override-patch.py TARGET FILE SECRETS OVERRIDE... > RESULT
///
/// - `CHANGE`: for the first, a stylesheet (`.xsl`), a merge patch (`.patch`) or merge patches for
///   several versions of the file (`.variants`); for the second, settings (`.toml`). The directory of
///   the change contains `secrets.xml`: `<secrets><secret name="NAME">VALUE</secret>...</secrets>`,
///   the values with `&`, `<` and `>` escaped and carriage returns as `&#13;`
/// - `FILE`: the original file of the pack, never the result of another change
/// - `TEMPLATES`: the directory of the pack's templates
/// - `TARGET`: the path of the file in the pack. `FILE` is the result of esform's own change here, or
///   the original; missing for a file that the pack does not have
/// - `SECRETS`: the path of `secrets.xml`
/// - `OVERRIDE`: files with the names of `FileOverride`, in order
///
/// Exits with 1, the reason on standard error and an empty result if the change does not fit the
/// file. Otherwise the result has the same bytes as that of `PackPatcher` and `OverrideRun`, and its notes are lines on
/// standard error that start with `note: `.
public final class HostScript {

  private HostScript() {}

  /// Returns the text of the script for stylesheets and merge patches, without comments.
  public static String text() {
    return resource("pack-patch.py");
  }

  /// Returns the text of the script for settings, without comments.
  public static String settingsText() {
    return resource("toml-patch.py");
  }

  /// Returns the text of the script for overrides, without comments. It uses the two others, which
  /// must be in its directory.
  public static String overridesText() {
    return resource("override-patch.py");
  }

  private static String resource(String name) {
    try (var stream = HostScript.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new EsformBug("The resource " + name + " is missing.");
      }
      return withoutComments(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new EsformBug("The resource " + name + " cannot be read.", e);
    }
  }

  private static String withoutComments(String script) {
    return script
        .lines()
        .filter(line -> line.startsWith("#!") || !line.matches("\\s*(#.*)?"))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
