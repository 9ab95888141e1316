package io.esform.cli.project;

import io.esform.diag.EsformBug;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The file reads of a run, saved so that a later run reads the same contents.
///
/// @param listings names by directory
/// @param contents by path: base64, or for a large file `sha256:` and its digest
/// @param existing whether a path existed
/// @param matches found paths by directory and pattern, joined by a line feed
/// @param workingDirectory absolute
/// @param home the value of `~`
public record ReadFiles(
    SortedMap<String, List<String>> listings,
    SortedMap<String, String> contents,
    SortedMap<String, Boolean> existing,
    SortedMap<String, List<String>> matches,
    String workingDirectory,
    String home) {

  public ReadFiles {
    listings = new TreeMap<>(listings);
    contents = new TreeMap<>(contents);
    existing = new TreeMap<>(existing);
    matches = new TreeMap<>(matches);
  }

  /// Checks a snapshot from a plan file.
  ///
  /// @throws IllegalArgumentException if a path is invalid, or a content cannot be decoded
  public void check() {
    if (!Path.of(workingDirectory).isAbsolute() || !Path.of(home).isAbsolute()) {
      throw new IllegalArgumentException("a directory is not absolute");
    }
    listings.keySet().forEach(ReadFiles::checkPath);
    listings.values().forEach(names -> names.forEach(ReadFiles::checkPath));
    existing.keySet().forEach(ReadFiles::checkPath);
    contents.forEach((path, content) -> {
      checkPath(path);
      if (!isDigest(content)) {
        Base64.getDecoder().decode(content);
      }
    });
    if (!matches.keySet().stream().allMatch(key -> key.contains("\n"))) {
      throw new IllegalArgumentException("a search has no pattern");
    }
    matches.keySet().forEach(key -> checkPath(key.substring(0, key.indexOf('\n'))));
    matches.values().forEach(paths -> paths.forEach(ReadFiles::checkPath));
  }

  /// @throws IllegalArgumentException if the text is not a path
  public static void checkPath(String text) {
    Path _ = Path.of(text);
  }

  private static final int LARGE = 1 << 18;
  private static final String DIGEST = "sha256:";

  /// The contents of files other than configuration files: values files and files that functions
  /// read.
  public SortedMap<String, String> inputs() {
    return contents(path -> !isConfiguration(path));
  }

  /// Without {@link #inputs}.
  public ReadFiles withoutInputs() {
    return withContents(contents(ReadFiles::isConfiguration));
  }

  /// With these contents besides its own.
  public ReadFiles and(Map<String, String> inputs) {
    var all = new TreeMap<>(contents);
    all.putAll(inputs);
    return withContents(all);
  }

  private ReadFiles withContents(SortedMap<String, String> some) {
    return new ReadFiles(listings, some, existing, matches, workingDirectory, home);
  }

  private SortedMap<String, String> contents(Predicate<String> isMeant) {
    var some = new TreeMap<>(contents);
    some.keySet().removeIf(isMeant.negate());
    return some;
  }

  private static boolean isConfiguration(String path) {
    return path.endsWith(".esf");
  }

  /// The saved content of a file: base64 of a small file, the digest of a large one.
  static String kept(byte[] bytes) {
    return bytes.length > LARGE ? digest(bytes) : Base64.getEncoder().encodeToString(bytes);
  }

  static boolean isDigest(String kept) {
    return kept.startsWith(DIGEST);
  }

  /// `sha256:` and the digest of the bytes.
  public static String digest(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return DIGEST + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new EsformBug("This Java has no SHA-256.", e);
    }
  }

  static String matchKey(String directory, String pattern) {
    return directory + "\n" + pattern;
  }
}
