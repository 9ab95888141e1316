package io.esform.render.carbon;

/// A change to one file of a Carbon pack.
///
/// @param target the path of the file relative to the root of the pack, with `/`
/// @param content the whole stylesheet or merge patch, with a newline at the end, without secrets
/// @param optional whether a missing file skips the change (the bare kernel has no files of the
///   Enterprise Store, and some files moved between versions)
public record CarbonChange(String target, Language language, String content, boolean optional) {

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

  /// Returns the path of the change in a directory of changes: the path of the target with the
  /// suffixes that the script on the host evaluates, `.optional` and then `.xsl` or `.patch`.
  public String fileName() {
    return target + (optional ? ".optional" : "") + language.suffix;
  }
}
