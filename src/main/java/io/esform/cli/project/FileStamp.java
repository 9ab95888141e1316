package io.esform.cli.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/// Detects changes of a file by its metadata.
///
/// @param text identity, size, modification time and change time; without tabs
/// @param changed the later of the two times
record FileStamp(String text, Instant changed) {

  static FileStamp of(Path file) throws IOException {
    var found = Files.readAttributes(file, BasicFileAttributes.class);
    FileTime written = found.lastModifiedTime();
    FileTime changed = changed(file, written);
    return new FileStamp(
        found.fileKey() + " " + found.size() + " " + written + " " + changed,
        (written.compareTo(changed) > 0 ? written : changed).toInstant());
  }

  /// The change time (ctime), which programs cannot set; the modification time on systems without
  /// it.
  private static FileTime changed(Path file, FileTime written) throws IOException {
    try {
      return (FileTime) Files.getAttribute(file, "unix:ctime");
    } catch (UnsupportedOperationException _) {
      return written;
    }
  }
}
