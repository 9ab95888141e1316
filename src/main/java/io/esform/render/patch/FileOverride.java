package io.esform.render.patch;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A user's change to one file of a pack. It applies after esform's own change of that file.
///
/// @param target the path of the file relative to the root of the pack, with `/`
/// @param number the place among the overrides of the file, 1-based; they apply in this order
/// @param content the whole file, the stylesheet or the settings; values of secrets are
///   placeholders, see {@link SecretPlaceholders}
public record FileOverride(String target, int number, Kind kind, String content) {

  /// The directory of overrides on a host. Those of one file are in a directory with its path.
  public static final String DIRECTORY = "/etc/esform/overrides/";

  /// The effect of an override.
  public enum Kind {
    /// Replaces the file, or creates it.
    CONTENT,
    /// An XSLT 1.0 stylesheet over an XML file.
    XSL,
    /// Settings for a `.properties` file.
    PROPERTIES,
    /// An RFC 7386 merge patch for a `.json` file.
    JSON,
    /// Keys for a `.toml` file.
    TOML;

    private String suffix() {
      return "." + name().toLowerCase(Locale.ROOT);
    }
  }

  /// The kind that merges settings into a file; empty for a file whose name has the ending of no
  /// format with settings.
  public static Optional<Kind> merging(String target) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.compareTo(Kind.XSL) > 0 && target.endsWith(kind.suffix()))
        .findFirst();
  }

  /// The path of the override on a host.
  public String path() {
    return DIRECTORY + target + "/" + number + kind.suffix();
  }

  /// Returns the override at a path of a host; empty for another file.
  ///
  /// @param path as `path` returns it
  public static Optional<FileOverride> of(String path, String content) {
    int slash = path.lastIndexOf('/');
    int dot = path.lastIndexOf('.');
    if (!path.startsWith(DIRECTORY) || dot < slash) {
      return Optional.empty();
    }
    return Arrays.stream(Kind.values())
        .filter(kind -> path.endsWith(kind.suffix()))
        .map(kind ->
            new FileOverride(
                path.substring(DIRECTORY.length(), slash),
                Integer.parseInt(path.substring(slash + 1, dot)),
                kind,
                content))
        .findFirst();
  }
}
