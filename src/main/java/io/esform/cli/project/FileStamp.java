package io.esform.cli.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/// What tells that a file is not what it was, without a look at its content.
///
/// @param text identity, size, time of writing and time of any change; without tabs
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

  /// The time of any change is what no program can set back. Where a system has none, the time of
  /// writing has to do.
  private static FileTime changed(Path file, FileTime written) throws IOException {
    try {
      return (FileTime) Files.getAttribute(file, "unix:ctime");
    } catch (UnsupportedOperationException _) {
      return written;
    }
  }
}
