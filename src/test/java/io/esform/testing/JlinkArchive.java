package io.esform.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A gzipped tar archive with a runtime that jlink makes from the Java of the tests.
///
/// @param sha256 of the file
public record JlinkArchive(Path file, String sha256) {

  /// @param modules of the runtime, separated by commas
  public static JlinkArchive make(Path directory, String modules)
      throws IOException, InterruptedException, NoSuchAlgorithmException {
    run(
        Path.of(System.getProperty("java.home")).resolve("bin/jlink").toString(),
        "--add-modules",
        modules,
        "--strip-debug",
        "--no-header-files",
        "--no-man-pages",
        "--output",
        directory.resolve("jre").toString());
    Path file = directory.resolve("jre.tar.gz");
    run("tar", "-czf", file.toString(), "-C", directory.toString(), "jre");
    return new JlinkArchive(file, sha256(file));
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    var digest = MessageDigest.getInstance("SHA-256");
    try (var sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      Files.copy(file, sink);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void run(String... command) throws IOException, InterruptedException {
    var result = Command.run(command);
    if (result.status() != 0) {
      throw new IOException(String.join(" ", command) + ": " + result.output());
    }
  }
}
