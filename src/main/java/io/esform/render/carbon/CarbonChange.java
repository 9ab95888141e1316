package io.esform.render.carbon;

/// A change to one file of a Carbon pack.
///
/// @param target the file's path below the pack's root, with `/`
/// @param content the stylesheet or merge patch, whole, with a newline at the end; no secrets
/// @param optional whether a pack may be without the file (the bare kernel has none of the
///   Enterprise Store's, and some moved between versions): the change is then skipped
public record CarbonChange(String target, Language language, String content, boolean optional) {

  /// What a change is written in.
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

  /// Returns where the change lies below a directory of changes: the target's path and the suffixes
  /// that the script on the host goes by, `.optional` and then `.xsl` or `.patch`.
  public String fileName() {
    return target + (optional ? ".optional" : "") + language.suffix;
  }
}
