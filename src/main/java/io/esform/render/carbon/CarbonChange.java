package io.esform.render.carbon;

import java.util.Arrays;
import java.util.Optional;

/// A change to one file of a Carbon pack.
///
/// @param target the path of the file relative to the root of the pack, with `/`
/// @param content the whole stylesheet, JSON document or list of settings, with a newline at the
///   end, without secrets
/// @param optional whether a missing file skips the change (the bare kernel has no files of the
///   Enterprise Store, and some files moved between versions)
public record CarbonChange(String target, Language language, String content, boolean optional) {

  /// The start of a message of a stylesheet that is a note: the change fits and does less than
  /// usual.
  public static final String NOTE = "note: ";

  /// The directory of changes on a host.
  public static final String DIRECTORY = "/etc/esform/changes/";

  private static final String OPTIONAL = ".optional";

  /// The language of a change.
  public enum Language {
    /// An XSLT 1.0 stylesheet over an XML file.
    XSLT(".xsl"),
    /// An RFC 7386 merge patch over a JSON file.
    JSON_MERGE_PATCH(".patch"),
    /// Merge patches for several versions of a JSON file: an array of objects with `has`, the name
    /// of a member of the root, and `merge`, the patch for a file with that member. The first that
    /// fits is applied.
    JSON_VARIANTS(".variants"),
    /// Settings for a TOML file, in the form of `DeploymentFile`.
    TOML(".toml");

    private final String suffix;

    Language(String suffix) {
      this.suffix = suffix;
    }
  }

  /// Returns the path of the change below the directory of changes: the path of the target with the
  /// suffixes that the script on the host evaluates, `.optional` and then that of the language.
  public String fileName() {
    return target + (optional ? OPTIONAL : "") + language.suffix;
  }

  /// Returns the path of the change on a host.
  public String path() {
    return DIRECTORY + fileName();
  }

  /// Returns the change at a path of a host; empty for another file.
  ///
  /// @param path as `path` returns it
  public static Optional<CarbonChange> of(String path, String content) {
    return Arrays.stream(Language.values())
        .filter(language -> path.startsWith(DIRECTORY) && path.endsWith(language.suffix))
        .map(language -> {
          var name = path.substring(DIRECTORY.length(), path.length() - language.suffix.length());
          var optional = name.endsWith(OPTIONAL);
          var target = optional ? name.substring(0, name.length() - OPTIONAL.length()) : name;
          return new CarbonChange(target, language, content, optional);
        })
        .findFirst();
  }
}
