package io.esform.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes zip files.
public final class ZipFiles {

  private ZipFiles() {}

  /// Writes a zip file, and returns its SHA-256.
  ///
  /// @param files content by path
  public static String write(Path zip, SortedMap<String, byte[]> files)
      throws IOException, NoSuchAlgorithmException {
    try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (var file : files.entrySet()) {
        var entry = new ZipEntry(file.getKey());
        entry.setTime(0);
        out.putNextEntry(entry);
        out.write(file.getValue());
      }
    }
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(zip)));
  }
}
