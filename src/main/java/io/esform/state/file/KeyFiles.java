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
  /// @throws StateFault when it is not there, others may read it, or it holds no key
  static byte[] read(Path file, Disk disk) throws StateFault {
    try {
      refuseWhenOthersMayRead(file, disk);
      return decode(file, new String(disk.read(file), StandardCharsets.US_ASCII).strip());
    } catch (NoSuchFileException _) {
      throw fault(
          "Encryption key file not found",
          "The state holds values that are sealed with the key in \"%s\", and that file is not"
              + " there. Restore it from where it is kept; without it, what was sealed is lost.",
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
      // Told below, like a key of another length.
    }
    throw fault(
        "Encryption key file holds no key",
        "The key file \"%s\" must hold 32 bytes in base64 on one line. Name another file; esform"
            + " makes it if it is not there yet.",
        file);
  }

  private static void refuseWhenOthersMayRead(Path file, Disk disk) throws IOException, StateFault {
    Disk.Status found = disk.status(file);
    if (found == null || found.permissions() == null) {
      return;
    }
    Set<PosixFilePermission> more = EnumSet.noneOf(PosixFilePermission.class);
    more.addAll(found.permissions());
    more.removeAll(OWNER_ONLY);
    more.remove(PosixFilePermission.OWNER_EXECUTE);
    if (!more.isEmpty()) {
      throw fault(
          "Encryption key file is open to others",
          "The key file \"%1$s\" may be used by others than its owner. If nobody has read it, close"
              + " it:\n\n    chmod 600 %1$s\n",
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
