package io.esform.es;

import io.esform.es.Platform.Abilities;
import io.esform.es.Platform.InputSources;
import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.render.boot.BootFiles;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A large file for a host, which does not fit in its user-data.
///
/// @param block that names the file, by `source` and `sha256`
/// @param source a path on this machine, or a source that the host fetches: an http(s) URL, or an
///   object of S3 as `s3://BUCKET/KEY`
/// @param hostName name of the file on the host, below {@link BootFiles#INPUTS}
record Input(Arguments block, String source, String sha256, String hostName) {

  private static final String OBJECT = "s3://";

  /// Empty while `source` or `sha256` is unknown.
  static Optional<Input> of(Arguments block, String hostName) {
    return block
        .text("source")
        .flatMap(source ->
            block.text("sha256").map(sha256 -> new Input(block, source, sha256, hostName)));
  }

  /// Checks the two arguments of such a block.
  static void check(Arguments block, Rules rules, Faults faults) {
    rules.sha256(block, "sha256");
    block
        .text("source")
        .filter(
            source -> source.isBlank() || (hasScheme(source) && !isUrl(source)) || !isPath(source))
        .ifPresent(source ->
            faults.add(
                block.at("source"),
                "Invalid source",
                "A source is the path of a file on this machine, a URL that begins with https:// or"
                    + " http://, or an object of S3 as s3://BUCKET/KEY. \""
                    + source
                    + "\" is none of these."));
  }

  String url() {
    return isUrl(source) ? source : "";
  }

  boolean isLocal() {
    return !isUrl(source);
  }

  String hostPath() {
    return BootFiles.INPUTS + hostName;
  }

  Path file() {
    return Path.of(source);
  }

  /// The file on this machine: the source itself, or a copy of a source that the host fetches.
  Optional<Path> content(InputFiles files) {
    return isLocal() ? Optional.of(files.absolute(file())) : files.copy(sha256);
  }

  /// Whether both describe the same file of the host, regardless of the block.
  boolean isSame(Input other) {
    return source.equals(other.source)
        && sha256.equals(other.sha256)
        && hostName.equals(other.hostName);
  }

  /// The fault that prevents delivery of the file. The content of a file that the host fetches is
  /// not checked.
  Optional<AttributeDiagnostic> fault(InputFiles files, Abilities abilities) {
    Optional<AttributeDiagnostic> unreachable = unreachable(abilities);
    if (unreachable.isPresent() || !isLocal()) {
      return unreachable;
    }
    return missing(files).or(() -> otherContent(files));
  }

  /// The fault of a source that this provider does not support.
  Optional<AttributeDiagnostic> unreachable(Abilities abilities) {
    if (source.startsWith(OBJECT) && abilities.sources() != InputSources.OBJECTS) {
      return Optional.of(
          new AttributeDiagnostic(
              block.at("source"),
              "Source out of reach",
              "Hosts of this provider cannot fetch \""
                  + source
                  + "\": they have no AWS identity. Set a file of this machine or an https"
                  + " URL."));
    }
    if (isLocal() && abilities.sources() != InputSources.FILES) {
      return Optional.of(
          new AttributeDiagnostic(
              block.at("source"),
              "Source out of reach",
              "Hosts of this provider cannot receive the file \""
                  + source
                  + "\" from this machine. "
                  + abilities.inputAdvice()));
    }
    return Optional.empty();
  }

  /// The fault of a missing file of this machine.
  Optional<AttributeDiagnostic> missing(InputFiles files) {
    return isLocal() && !isPresent(files) ? Optional.of(absence()) : Optional.empty();
  }

  private Optional<AttributeDiagnostic> otherContent(InputFiles files) {
    try {
      String found = files.sha256(file());
      return found.equals(sha256) ? Optional.empty() : Optional.of(mismatch(found));
    } catch (IOException failure) {
      return Optional.of(
          new AttributeDiagnostic(
              block.at("source"),
              "File not readable",
              "The file \"" + source + "\" cannot be read (" + failure + ")."));
    }
  }

  private boolean isPresent(InputFiles files) {
    try {
      return files.exists(file());
    } catch (InvalidPathException _) {
      return false;
    }
  }

  private AttributeDiagnostic absence() {
    return new AttributeDiagnostic(
        block.at("source"),
        "File not found",
        "The file \""
            + source
            + "\" does not exist on this machine. Copy it there, or set the path and checksum of"
            + " your file. To compute the checksum, run:\n\n    sha256sum FILE");
  }

  private AttributeDiagnostic mismatch(String found) {
    return new AttributeDiagnostic(
        block.at("sha256"),
        "Checksum mismatch",
        "The file \""
            + source
            + "\" does not match the configured checksum. Its SHA-256 is\n\n    "
            + found
            + "\n\nbut the configuration requires\n\n    "
            + sha256
            + "\n\nThe download may be incomplete: download the file again. If the file is correct,"
            + " change sha256.");
  }

  private static boolean isPath(String source) {
    try {
      Path _ = Path.of(source);
      return true;
    } catch (InvalidPathException _) {
      return false;
    }
  }

  private static boolean isUrl(String source) {
    return List.of("https://", "http://", OBJECT).stream().anyMatch(source::startsWith);
  }

  private static boolean hasScheme(String source) {
    return source.matches("[a-z][a-z0-9+.-]+://.*");
  }
}
