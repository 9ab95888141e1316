package io.esform.state.file;

import io.esform.state.disk.Disk;
import io.esform.state.disk.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/// Reads and creates key files.
final class KeyFiles {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private KeyFiles() {}

  /// The key in this file.
  ///
  /// @throws StateFault if it does not exist, others can read it, or it contains no key
  static byte[] read(Path file, Disk disk) throws StateFault {
    try {
      refuseWhenOthersMayRead(file, disk);
      return decode(file, new String(disk.read(file), StandardCharsets.US_ASCII).strip());
    } catch (NoSuchFileException _) {
      throw fault(
          "Encryption key file not found",
          "The state contains values that are encrypted with the key in \"%s\", but that file does"
              + " not exist. Restore it from a copy; without it, these values are lost.",
          file);
    } catch (IOException failure) {
      throw fault(
          "Encryption key file cannot be read",
          "The key file \"%s\" cannot be read: " + failure.getMessage() + ".",
          file);
    }
  }

  private static byte[] decode(Path file, String text) throws StateFault {
    try {
      byte[] key = Base64.getDecoder().decode(text);
      if (key.length == Sealer.KEY_BYTES) {
        return key;
      }
    } catch (IllegalArgumentException _) {
      // Reported below, like a key of another length.
    }
    throw fault(
        "Encryption key file contains no key",
        "The key file \"%s\" must contain 32 bytes in base64 on one line. Use another path; esform"
            + " creates the file if it does not exist.",
        file);
  }

  private static void refuseWhenOthersMayRead(Path file, Disk disk) throws IOException, StateFault {
    Disk.FileStatus found = disk.status(file);
    if (found == null || found.permissions() == null) {
      return;
    }
    Set<PosixFilePermission> more = EnumSet.noneOf(PosixFilePermission.class);
    more.addAll(found.permissions());
    more.removeAll(OWNER_ONLY);
    more.remove(PosixFilePermission.OWNER_EXECUTE);
    if (!more.isEmpty()) {
      throw fault(
          "Encryption key file is accessible to others",
          "Not only its owner has access to the key file \"%1$s\". If nobody else has read it,"
              + " restrict the access:\n\n    chmod 600 %1$s\n",
          file);
    }
  }

  /// Creates the file with a new key unless it exists, and flushes it with its directories; then
  /// reads it. Several runs can do this at once: all get the same key.
  static byte[] readOrMake(Path file, SecureRandom random, Disk disk) throws StateFault {
    byte[] key = new byte[Sealer.KEY_BYTES];
    random.nextBytes(key);
    var files = new DurableFiles(disk);
    Path absolute = file.toAbsolutePath();
    try {
      files.createDirectories(absolute.resolveSibling("."));
      files.createOnce(
          absolute,
          (Base64.getEncoder().encodeToString(key) + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException failure) {
      throw fault(
          "Encryption key file cannot be created",
          "The key file \"%s\" cannot be created: " + failure + ".",
          file);
    }
    return read(file, disk);
  }

  private static StateFault fault(String summary, String detail, Path file) {
    return new StateFault(summary, detail.formatted(file), Json.NOWHERE);
  }
}
