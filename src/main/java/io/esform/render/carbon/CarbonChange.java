package io.esform.render.carbon;

import io.esform.diag.EsformBug;
import java.util.Arrays;

/// A change to one file of a Carbon pack.
///
/// @param target the path of the file relative to the root of the pack, with `/`
/// @param content the whole stylesheet or merge patch, with a newline at the end, without secrets
/// @param optional whether a missing file skips the change (the bare kernel has no files of the
///   Enterprise Store, and some files moved between versions)
public record CarbonChange(String target, Language language, String content, boolean optional) {

  private static final String OPTIONAL = ".optional";

  /// The language of a change.
  public enum Language {
    /// An XSLT 1.0 stylesheet over an XML file.
    XSLT(".xsl"),
    /// An RFC 7386 merge patch over a JSON file.
    JSON_MERGE_PATCH(".patch");

    private final String suffix;

    Language(String suffix) {
      this.suffix = suffix;
    }
  }

  /// The change in a file with that name; see {@link #fileName}.
  public static CarbonChange of(String fileName, String content) {
    Language language =
        Arrays.stream(Language.values())
            .filter(it -> fileName.endsWith(it.suffix))
            .findFirst()
            .orElseThrow(() -> new EsformBug("The file " + fileName + " is no change."));
    String target = fileName.substring(0, fileName.length() - language.suffix.length());
    boolean optional = target.endsWith(OPTIONAL);
    return new CarbonChange(
        optional ? target.substring(0, target.length() - OPTIONAL.length()) : target,
        language,
        content,
        optional);
  }

  /// Returns the path of the change in a directory of changes: the path of the target with the
  /// suffixes that the script on the host evaluates, `.optional` and then `.xsl` or `.patch`.
  public String fileName() {
    return target + (optional ? OPTIONAL : "") + language.suffix;
  }
}
