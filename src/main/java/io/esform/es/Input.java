package io.esform.es;

import io.esform.diag.Diagnostic;
import io.esform.diag.EsformBug;
import io.esform.render.boot.BootFiles;
import io.esform.value.AttributePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A file that a host needs and that is too large for its user-data.
///
/// @param path of the `source` argument
/// @param source a path on this machine, or an http(s) URL that the host fetches itself
/// @param hostName of the file on the host, below {@link BootFiles#INPUTS}
record Input(AttributePath path, String source, String sha256, String hostName) {

  /// @param block with `source` and `sha256`, both known
  static Input of(Arguments block, String hostName) {
    return new Input(
        block.at("source"), block.requiredText("source"), block.requiredText("sha256"), hostName);
  }

  /// The rules of such a block's two arguments.
  static void check(Arguments block, Rules rules, Faults faults) {
    rules.sha256(block, "sha256");
    block
        .text("source")
        .filter(source -> source.isBlank() || (hasScheme(source) && !isUrl(source)))
        .ifPresent(source ->
            faults.add(
                block.at("source"),
                "Unusable source",
                "A source is the path of a file on this machine or a URL that begins with https://"
                    + " or http://. \""
                    + source
                    + "\" is neither."));
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

  /// What keeps the file from being delivered, as far as a look at its name tells.
  void checkPresence(InputFiles files, Faults faults) {
    if (isLocal() && !isPresent(files)) {
      faults.add(
          path,
          "File not found",
          "There is no file \""
              + source
              + "\" on this machine. Put it there, or name the one that you have; its checksum is"
              + " given by:\n\n    sha256sum FILE");
    }
  }

  private boolean isPresent(InputFiles files) {
    try {
      return files.exists(file());
    } catch (InvalidPathException _) {
      return false;
    }
  }

  /// Reads a local file whole; empty when it is what the checksum says.
  Optional<Diagnostic> verify(InputFiles files) {
    if (!isLocal()) {
      return Optional.empty();
    }
    try {
      String found = digest(files);
      return found.equals(sha256) ? Optional.empty() : Optional.of(mismatch(found));
    } catch (IOException failure) {
      return Optional.of(
          Diagnostic.error(
              "File not readable",
              "The file \"" + source + "\" cannot be read (" + failure + ")."));
    }
  }

  private Diagnostic mismatch(String found) {
    return Diagnostic.error(
        "Checksum mismatch",
        "The file \""
            + source
            + "\" is not the one that "
            + path
            + " asks for: its SHA-256 is\n\n    "
            + found
            + "\n\nand should be\n\n    "
            + sha256
            + "\n\nAn interrupted download leaves such a file: fetch it again. If it is the right"
            + " one, correct sha256.");
  }

  private String digest(InputFiles files) throws IOException {
    try (InputStream content = files.open(file());
        var digest = new DigestInputStream(content, MessageDigest.getInstance("SHA-256"))) {
      digest.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException missing) {
      throw new EsformBug("The runtime has no SHA-256.", missing);
    }
  }

  private static boolean isUrl(String source) {
    return List.of("https://", "http://").stream().anyMatch(source::startsWith);
  }

  private static boolean hasScheme(String source) {
    return source.matches("[a-z][a-z0-9+.-]+://.*");
  }
}
