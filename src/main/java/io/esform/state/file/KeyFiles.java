package io.esform.state.file;

import io.esform.state.disk.Disk;
import io.esform.state.disk.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/// Reads and creates key files.
final class KeyFiles {

  /// The end of a mode such as `rw-------`.
  private static final String NOTHING_FOR_OTHERS = "------";

  private KeyFiles() {}

  /// The key in this file.
  ///
  /// @throws StateFault if it does not exist, others have access to it, or it contains no key
  static byte[] read(Path file, Disk disk) throws StateFault {
    try {
      refuseWhenOthersMayRead(file, disk);
      return decode(file, new String(disk.read(file), StandardCharsets.US_ASCII).strip());
    } catch (NoSuchFileException _) {
      throw fault(
          "Encryption key file not found",
          "The key file \"%s\" does not exist. Restore it from a copy: without it, the values that"
              + " are encrypted with its key are lost.",
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

  /// Accepts every file where files have no permissions.
  private static void refuseWhenOthersMayRead(Path file, Disk disk) throws IOException, StateFault {
    Disk.FileStatus found = disk.status(file);
    Set<PosixFilePermission> permissions = found == null ? null : found.permissions();
    if (permissions == null) {
      return;
    }
    String mode = PosixFilePermissions.toString(permissions);
    String owner = disk.otherOwner(file);
    if (owner != null) {
      throw StateFault.ofKey(
          "Encryption key file belongs to another user",
          "The key file \"%s\" has the mode %s and belongs to the user \"%s\", who can read and replace the key. Nothing was read from it. If nobody else knows the key, take the file over:\n\n    sudo chown \"$(id -u)\" %4$s\n    chmod 600 %4$s\n"
              .formatted(file, mode, owner, quoted(file)));
    }
    if (!mode.endsWith(NOTHING_FOR_OTHERS)) {
      throw StateFault.ofKey(
          "Encryption key file is accessible to others",
          "The key file \"%s\" has the mode %s, so that not only its owner has access to the key. Nothing was read from it. If nobody else has read it, restrict the access:\n\n    chmod 600 %s\n"
              .formatted(file, mode, quoted(file)));
    }
  }

  /// As one word of a shell.
  private static String quoted(Path file) {
    String text = file.toString();
    return text.matches("[\\w./@%+,:-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
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
    return StateFault.ofKey(summary, detail.formatted(file));
  }
}
